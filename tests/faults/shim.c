/* Makes one call of the C library fail, as a disk or a network share would.
 *
 * FAULT_CALL is read, write, rename, open or fsync; FAULT_PATH a part of the path it must concern;
 * FAULT_ERRNO the error; FAULT_AFTER how many such calls succeed first. Loaded with LD_PRELOAD; Linux only.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(const char *call, const char *path) {
    static long done = 0;
    const char *wanted = getenv("FAULT_CALL"), *part = getenv("FAULT_PATH");
    const char *code = getenv("FAULT_ERRNO"), *after = getenv("FAULT_AFTER");
    if (!wanted || !part || !code || strcmp(wanted, call) || !strstr(path, part)) return 0;
    if (done++ < (after ? atol(after) : 0)) return 0;
    errno = atoi(code);
    return 1;
}

static int fails_on(const char *call, int descriptor) {
    char link[64], path[4096];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t size = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (size < 0) return 0;
    path[size] = 0;
    return fails(call, path);
}

ssize_t read(int descriptor, void *buffer, size_t size) {
    static ssize_t (*real)(int, void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "read");
    return fails_on("read", descriptor) ? -1 : real(descriptor, buffer, size);
}

ssize_t write(int descriptor, const void *buffer, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return fails_on("write", descriptor) ? -1 : real(descriptor, buffer, size);
}

ssize_t pwrite(int descriptor, const void *buffer, size_t size, off_t at) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite");
    return fails_on("write", descriptor) ? -1 : real(descriptor, buffer, size, at);
}

ssize_t pwrite64(int descriptor, const void *buffer, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    return fails_on("write", descriptor) ? -1 : real(descriptor, buffer, size, at);
}

int fsync(int descriptor) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    return fails_on("fsync", descriptor) ? -1 : real(descriptor);
}

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    return fails("rename", to) ? -1 : real(from, to);
}

int open(const char *path, int flags, ...) {
    static int (*real)(const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    if (!real) real = dlsym(RTLD_NEXT, "open");
    return fails("open", path) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    static int (*real)(const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    if (!real) real = dlsym(RTLD_NEXT, "open64");
    return fails("open", path) ? -1 : real(path, flags, mode);
}
