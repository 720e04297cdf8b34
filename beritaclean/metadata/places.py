"""Cities that news is reported from: those believed in a dateline without an outlet beside them."""

from __future__ import annotations

from functools import cache

_PLACES = """
jakarta, jakarta pusat, jakarta selatan, jakarta barat, jakarta timur, jakarta utara, kepulauan seribu,
bogor, cibinong, depok, tangerang, tangerang selatan, tangsel, bekasi, cikarang, serang, cilegon, lebak,
pandeglang, rangkasbitung, bandung, bandung barat, cimahi, soreang, lembang, garut, tasikmalaya, ciamis,
banjar, pangandaran, sumedang, cirebon, indramayu, majalengka, kuningan, subang, purwakarta, karawang,
sukabumi, cianjur, semarang, ungaran, salatiga, kendal, demak, kudus, jepara, pati, rembang, blora,
grobogan, purwodadi, solo, surakarta, sukoharjo, karanganyar, sragen, wonogiri, klaten, boyolali,
magelang, mungkid, temanggung, wonosobo, purworejo, kebumen, banyumas, purwokerto, purbalingga,
banjarnegara, cilacap, tegal, slawi, brebes, pemalang, pekalongan, batang, kajen, yogyakarta, yogya,
jogja, jogjakarta, sleman, bantul, gunungkidul, gunung kidul, wonosari, kulon progo, kulonprogo, wates,
surabaya, sidoarjo, gresik, lamongan, tuban, bojonegoro, ngawi, madiun, magetan, ponorogo, pacitan,
trenggalek, tulungagung, blitar, kediri, nganjuk, jombang, mojokerto, malang, batu, pasuruan, probolinggo,
lumajang, jember, bondowoso, situbondo, banyuwangi, bangkalan, sampang, pamekasan, sumenep, denpasar,
badung, gianyar, tabanan, jembrana, buleleng, singaraja, bangli, klungkung, karangasem, kuta, ubud, nusa
dua, mataram, lombok, praya, selong, sumbawa, sumbawa besar, dompu, bima, kupang, atambua, soe, ende,
maumere, ruteng, labuan bajo, bajawa, larantuka, waingapu, waikabubak, lembata, pontianak, singkawang,
sambas, ketapang, sintang, sanggau, mempawah, kubu raya, putussibau, palangkaraya, palangka raya, sampit,
pangkalan bun, kuala kapuas, muara teweh, banjarmasin, banjarbaru, martapura, barabai, kotabaru,
pelaihari, samarinda, balikpapan, bontang, tenggarong, sangatta, penajam, penajam paser utara, nusantara,
tanjung selor, tarakan, nunukan, malinau, berau, manado, bitung, tomohon, tondano, kotamobagu, gorontalo,
palu, poso, luwuk, donggala, toli toli, morowali, mamuju, majene, polewali, polewali mandar, makassar,
gowa, maros, sungguminasa, takalar, jeneponto, bantaeng, bulukumba, sinjai, bone, watampone, soppeng,
wajo, sengkang, barru, pangkep, parepare, pinrang, sidrap, enrekang, palopo, luwu, luwu utara, luwu timur,
masamba, toraja, toraja utara, makale, rantepao, kendari, kolaka, baubau, bau bau, konawe, ambon, tual,
masohi, ternate, tidore, sofifi, labuha, tobelo, jayapura, sentani, wamena, timika, merauke, nabire, biak,
serui, manokwari, sorong, fakfak, kaimana, raja ampat, medan, deli serdang, deliserdang, lubuk pakam,
binjai, langkat, stabat, tebing tinggi, pematangsiantar, pematang siantar, siantar, simalungun, asahan,
kisaran, tanjungbalai, batubara, labuhanbatu, rantauprapat, sibolga, tapanuli tengah, tapanuli selatan,
tapanuli utara, tarutung, balige, toba, samosir, humbahas, dairi, sidikalang, karo, kabanjahe, berastagi,
padangsidimpuan, mandailing natal, madina, nias, gunungsitoli, banda aceh, aceh, aceh besar, aceh utara,
aceh timur, aceh barat, aceh selatan, aceh tengah, aceh singkil, aceh tamiang, sabang, lhokseumawe,
lhoksukon, langsa, meulaboh, bireuen, pidie, sigli, takengon, gayo lues, subulussalam, padang, padang
pariaman, pariaman, bukittinggi, payakumbuh, padang panjang, batusangkar, solok, sawahlunto, sijunjung,
dharmasraya, pesisir selatan, painan, pasaman, agam, pekanbaru, dumai, bengkalis, siak, kampar,
bangkinang, rokan hulu, rokan hilir, pelalawan, indragiri hulu, indragiri hilir, kuantan singingi,
kuansing, meranti, batam, tanjungpinang, tanjung pinang, bintan, karimun, natuna, anambas, lingga, jambi,
muaro jambi, batanghari, sarolangun, merangin, bungo, tebo, kerinci, sungai penuh, palembang, ogan ilir,
indralaya, prabumulih, muara enim, lahat, pagar alam, pagaralam, lubuklinggau, musi rawas, musi banyuasin,
sekayu, banyuasin, baturaja, bengkulu, rejang lebong, curup, seluma, mukomuko, kaur, bandarlampung, bandar
lampung, lampung, lampung selatan, lampung tengah, lampung utara, lampung timur, kalianda, metro,
pringsewu, tanggamus, pesawaran, mesuji, pangkalpinang, pangkal pinang, bangka, bangka barat, bangka
tengah, bangka selatan, sungailiat, mentok, belitung, tanjungpandan, bali, papua, riau,
aceh barat daya, aceh jaya, aceh tenggara, bener meriah, nagan raya, pidie jaya, simeulue, blangpidie,
kutacane, singkil, tapaktuan, calang, suka makmue, humbang hasundutan, labuhanbatu selatan, labuhanbatu
utara, nias barat, nias selatan, nias utara, padang lawas, padang lawas utara, pakpak bharat, serdang
bedagai, sergai, toba samosir, panyabungan, gunung tua, dolok sanggul, pangururan, lima puluh kota,
kepulauan mentawai, mentawai, pasaman barat, padang aro, solok selatan, tanah datar, lubuk basung, lubuk
sikaping, kepulauan meranti, selatpanjang, rengat, tembilahan, bagansiapiapi, siak sri indrapura,
pangkalan kerinci, pasir pengaraian, teluk kuantan, kepulauan anambas, ranai, tanjung jabung barat,
tanjung jabung timur, kuala tungkal, muara bulian, muara bungo, bangko, sengeti, empat lawang, musi rawas
utara, muratara, ogan komering ilir, ogan komering ulu, oku, oku selatan, oku timur, penukal abab lematang
ilir, kayuagung, muaradua, pangkalan balai, bengkulu selatan, bengkulu tengah, bengkulu utara, kepahiang,
lebong, argamakmur, lampung barat, liwa, pesisir barat, krui, tulang bawang, tulang bawang barat, tubaba,
way kanan, blambangan umpu, menggala, gunung sugih, sukadana, kotabumi, kota agung, belitung timur,
toboali, pelabuhan ratu, palabuhanratu, singaparna, ngamprah, tigaraksa, ciruas, mojosari, kepanjen,
caruban, kraksaan, bangil, semarapura, gerung, taliwang, sumbawa barat, lombok barat, lombok tengah,
lombok timur, lombok utara, kota bima, alor, kalabahi, belu, malaka, flores timur, kefamenanu, manggarai,
manggarai barat, manggarai timur, nagekeo, mbay, ngada, rote ndao, sabu raijua, sikka, sumba barat, sumba
barat daya, tambolaka, sumba tengah, sumba timur, timor tengah selatan, timor tengah utara, lewoleba,
bengkayang, kapuas, kapuas hulu, kayong utara, ngabang, melawi, nanga pinoh, sekadau, barito selatan,
buntok, barito timur, tamiang layang, barito utara, gunung mas, kuala kurun, katingan, kasongan,
kotawaringin barat, kotawaringin timur, lamandau, nanga bulik, murung raya, puruk cahu, pulang pisau,
seruyan, kuala pembuang, sukamara, balangan, paringin, barito kuala, marabahan, hulu sungai selatan,
kandangan, hulu sungai tengah, hulu sungai utara, amuntai, tabalong, tanah bumbu, batulicin, tanah laut,
tapin, kutai barat, sendawar, kutai kartanegara, kukar, kutai timur, kutim, mahakam ulu, paser, tana
paser, tanjung redeb, ujoh bilang, bulungan, tana tidung, boalemo, tilamuta, bone bolango, suwawa,
gorontalo utara, kwandang, limboto, pohuwato, mamasa, mamuju tengah, mamuju utara, pasangkayu, kepulauan
selayar, selayar, belopa, malili, pangkajene, sidenreng rappang, tana toraja, watansoppeng, banggai,
banggai kepulauan, banggai laut, buol, morowali utara, kolonodale, parigi moutong, sigi, ampana, bombana,
buton, buton selatan, buton tengah, buton utara, pasarwajo, kolaka timur, kolaka utara, lasusua, konawe
kepulauan, konawe selatan, andoolo, konawe utara, wanggudu, muna, muna barat, unaaha, wakatobi, bolaang
mongondow, bolmong, bolaang mongondow selatan, bolaang mongondow timur, bolaang mongondow utara, kepulauan
sangihe, tahuna, sitaro, kepulauan talaud, melonguane, minahasa, minahasa selatan, amurang, minahasa
tenggara, ratahan, minahasa utara, airmadidi, namlea, buru selatan, kepulauan aru, maluku barat daya,
tiakur, maluku tengah, maluku tenggara, langgur, seram bagian barat, seram bagian timur, saumlaki,
halmahera barat, jailolo, halmahera selatan, halmahera tengah, halmahera timur, halmahera utara, kepulauan
sula, sanana, pulau morotai, daruba, pulau taliabu, tidore kepulauan, asmat, boven digoel, mappi, biak
numfor, keerom, kepulauan yapen, sarmi, supiori, waropen, deiyai, dogiyai, intan jaya, mimika, paniai,
enarotali, puncak jaya, jayawijaya, lanny jaya, mamberamo raya, mamberamo tengah, nduga, pegunungan
bintang, oksibil, tolikara, karubaga, yahukimo, yalimo, manokwari selatan, ransiki, pegunungan arfak,
teluk bintuni, teluk wondama, maybrat, sorong selatan, teminabuan, tambrauw, waisai, bagan serai, kerian,
sabak bernam, kuala langat, jempol, tampin, bahau, kuala berang, chukai, jerteh, pokok sena, changlun,
bagan datuk, hilir perak, seri manjung, tambunan, tenom, sipitang, kota marudu, beluran, telupid,
kinabatangan, tongod, pitas, kunak, lundu, simunjan, saratok, dalat, marudi, kanowit, julau, durian
tunggal, tutong, temburong, kuala belait,
kuala lumpur,
putrajaya, cyberjaya, shah alam, petaling jaya, subang jaya, klang, kajang, bangi, sepang, gombak,
selayang, ampang, kuala selangor, hulu selangor, hulu langat, banting, rawang, puchong, serdang, seremban,
port dickson, nilai, rembau, jelebu, kuala pilah, melaka, alor gajah, jasin, masjid tanah, johor bahru,
batu pahat, muar, kluang, segamat, kota tinggi, pontian, kulai, mersing, pasir gudang, tangkak, iskandar
puteri, kuantan, pekan, temerloh, bentong, raub, jerantut, kuala lipis, maran, rompin, cameron highlands,
bera, kuala terengganu, dungun, kemaman, besut, marang, setiu, kerteh, hulu terengganu, kota bharu, pasir
mas, tanah merah, machang, tumpat, bachok, kuala krai, gua musang, jeli, pasir puteh, rantau panjang,
ipoh, taiping, teluk intan, kuala kangsar, manjung, lumut, sitiawan, batu gajah, kampar, tapah, tanjung
malim, gerik, parit buntar, seri iskandar, george town, georgetown, pulau pinang, butterworth, bukit
mertajam, seberang perai, nibong tebal, bayan lepas, kepala batas, alor setar, alor star, sungai petani,
kulim, langkawi, baling, jitra, pendang, yan, sik, kuala nerang, kangar, arau, padang besar, kota
kinabalu, sandakan, tawau, lahad datu, keningau, semporna, kudat, ranau, beaufort, papar, penampang,
tuaran, kota belud, labuan, kuching, miri, sibu, bintulu, samarahan, kota samarahan, sri aman, sarikei,
kapit, mukah, limbang, lawas, serian, betong, singapura, singapore, bandar seri begawan, bangkok, manila,
hanoi, ho chi minh, phnom penh, siem reap, vientiane, yangon, naypyidaw, naypyitaw, dili, port moresby,
beijing, shanghai, hong kong, hongkong, guangzhou, shenzhen, wuhan, taipei, tokyo, osaka, kyoto,
hiroshima, fukuoka, seoul, busan, pyongyang, ulan bator, new delhi, mumbai, kolkata, chennai, bengaluru,
dhaka, kathmandu, thimphu, colombo, male, islamabad, karachi, lahore, peshawar, kabul, teheran, tehran,
baghdad, bagdad, mosul, damaskus, damascus, aleppo, beirut, amman, yerusalem, jerusalem, tel aviv, gaza,
ramallah, tepi barat, rafah, riyadh, jeddah, jedah, mekkah, makkah, mekah, mecca, madinah, medina, abu
dhabi, dubai, doha, manama, kuwait city, kuwait, muscat, sanaa, ankara, istanbul, nicosia, baku, tbilisi,
yerevan, tashkent, astana, bishkek, dushanbe, ashgabat, moskow, moscow, moskwa, st petersburg, kiev, kyiv,
minsk, warsawa, warsaw, vilnius, riga, tallinn, helsinki, stockholm, oslo, kopenhagen, copenhagen,
reykjavik, london, manchester, liverpool, birmingham, edinburgh, dublin, paris, marseille, lyon, brussel,
brussels, brusel, amsterdam, rotterdam, den haag, the hague, luksemburg, berlin, munich, muenchen,
hamburg, frankfurt, dortmund, zurich, jenewa, geneva, davos, bern, wina, vienna, praha, prague,
bratislava, budapest, bukarest, bucharest, sofia, athena, athens, beograd, belgrade, zagreb, sarajevo,
ljubljana, skopje, tirana, roma, rome, milan, turin, napoli, vatikan, vatican city, madrid, barcelona,
sevilla, lisbon, lisabon, porto, valletta, kairo, cairo, tripoli, tunis, aljir, algiers, rabat,
casablanca, khartoum, juba, addis ababa, addis abeba, asmara, mogadishu, djibouti, nairobi, kampala,
kigali, kinshasa, luanda, lusaka, harare, pretoria, johannesburg, cape town, durban, maputo, antananarivo,
lagos, abuja, accra, abidjan, dakar, bamako, niamey, ndjamena, washington, washington dc, new york, los
angeles, san francisco, chicago, houston, boston, miami, seattle, dallas, las vegas, philadelphia,
atlanta, ottawa, toronto, montreal, vancouver, mexico city, meksiko, guatemala city, havana, san salvador,
panama city, caracas, bogota, quito, lima, la paz, santiago, buenos aires, montevideo, asuncion, brasilia,
rio de janeiro, sao paulo, canberra, sydney, melbourne, brisbane, perth, adelaide, darwin, wellington,
auckland, christchurch, suva, honiara, noumea, palestina, surrey, silicon valley
"""


def is_place(name: str) -> bool:
    """Tell whether `name` is one of the cities known here, however it is written.

    >>> is_place("KUALA LUMPUR"), is_place("Bandarlampung"), is_place("PERHATIAN")
    (True, True, False)
    """
    return squeeze_place(name) in _places()


def squeeze_place(name: str) -> str:
    """Return what is the same however a name is written: its letters and digits, small.

    >>> squeeze_place("Bandar Lampung")
    'bandarlampung'
    """
    return "".join(filter(str.isalnum, name.lower()))


@cache
def _places() -> frozenset[str]:
    return frozenset("".join(_PLACES.split()).split(","))  # letters and spaces alone: squeezed all at once
