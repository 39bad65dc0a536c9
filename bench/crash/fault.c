/* Preloaded into a run: the FAULT_AT-th change below one of the folders FAULT_FOLDERS (separated by colons; links are not
 * resolved) fails. A change is a file created or truncated, a write, a synchronization, a name changed or removed.
 * FAULT=kill ends the process in the middle of it; FAULT=full writes half, and from there on the disk has no space for
 * anything but removals. FAULT_LOG gets one letter for every change, so that they can be counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST = 4096 };
static char inside[MOST];
static int changes;

static ssize_t put(int fd, const void *bytes, size_t length) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return real(fd, bytes, length);
}

static int below(const char *path) {
    const char *folders = getenv("FAULT_FOLDERS");
    while (folders && *folders) {
        size_t length = strcspn(folders, ":");
        if (!strncmp(path, folders, length) && path[length] == '/') return 1;
        folders += length + (folders[length] == ':');
    }
    return 0;
}

/* Counts a change; returns whether it fails. In the middle of a write its first half has been written. */
static int fails(char letter, int fd, const void *bytes, size_t length) {
    const char *at = getenv("FAULT_AT"), *log = getenv("FAULT_LOG"), *how = getenv("FAULT");
    int number = __sync_add_and_fetch(&changes, 1);
    if (log) {
        static int (*real)(const char *, int, ...);
        if (!real) real = dlsym(RTLD_NEXT, "open");
        int file = real(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (file >= 0) {
            put(file, &letter, 1);
            close(file);
        }
    }
    if (!at || number < atoi(at)) return 0;
    if (number == atoi(at) && bytes) put(fd, bytes, length / 2);
    if (how && !strcmp(how, "kill")) kill(getpid(), SIGKILL);
    if (letter == 'u') return 0;
    errno = ENOSPC;
    return 1;
}

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
    int ours = below(path) && (flags & O_ACCMODE) != O_RDONLY;
    if (ours && (flags & (O_CREAT | O_TRUNC)) && fails('c', -1, NULL, 0)) return -1;
    int fd = real(path, flags, mode);
    if (fd >= 0 && fd < MOST) inside[fd] = ours || (below(path) && (flags & O_DIRECTORY));
    return fd;
}

static mode_t mode_of(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened("open64", path, flags, mode);
}

static int is_inside(int fd) { return fd >= 0 && fd < MOST && inside[fd]; }

int close(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "close");
    if (fd >= 0 && fd < MOST) inside[fd] = 0;
    return real(fd);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    return is_inside(fd) && fails('w', fd, bytes, length) ? -1 : put(fd, bytes, length);
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
    ssize_t (*real)(int, const struct iovec *, int) = dlsym(RTLD_NEXT, "writev");
    size_t first = count > 0 ? pieces[0].iov_len : 0;
    return is_inside(fd) && fails('w', fd, count > 0 ? pieces[0].iov_base : NULL, first) ? -1 : real(fd, pieces, count);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    ssize_t (*real)(int, int, off64_t *, size_t) = dlsym(RTLD_NEXT, "sendfile64");
    return is_inside(to) && fails('w', to, NULL, 0) ? -1 : real(to, from, offset, length);
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    return is_inside(fd) && fails('s', -1, NULL, 0) ? -1 : real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return is_inside(fd) && fails('s', -1, NULL, 0) ? -1 : real(fd);
}

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    return below(to) && fails('r', -1, NULL, 0) ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode) {
    int (*real)(const char *, mode_t) = dlsym(RTLD_NEXT, "mkdir");
    return below(path) && fails('m', -1, NULL, 0) ? -1 : real(path, mode);
}

int unlink(const char *path) {
    int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
    if (below(path)) fails('u', -1, NULL, 0);
    return real(path);
}
