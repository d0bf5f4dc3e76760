/* Counts the calls that change files below a folder, ends the process at one of them, lets one fail, or writes them down.
 *
 * Loaded before libc (LD_PRELOAD) into the parent of the runs, and armed in each child after its fork. Only names below the
 * given folder count; what SQLite maps into memory (-shm) makes no calls and is not seen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, KILL_BEFORE, KILL_AFTER, KILL_TORN, FAIL_ONCE, FAIL_ON };
enum { OPEN = 1, CREATE = 2, WRITE = 4, SYNC = 8, TRUNCATE = 16, UNLINK = 32, RENAME = 64, MKDIR = 128, READ = 256, MAP = 512 };
enum { FILES = 4096 };

static char folder[PATH_MAX];
static size_t folder_length;
static int armed, action, code, mask, journal = -1;
static long at, counted;
static char *names[FILES]; /* by descriptor: the path that was opened, where it lies below the folder */

#define REAL(name) static __typeof__(&name) real_##name; \
    if (!real_##name) real_##name = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void shim_arm(const char *below, int what, long number, int error, int kinds, int log) {
    snprintf(folder, sizeof folder, "%s", below);
    folder_length = strlen(folder);
    action = what, at = number, code = error, mask = kinds, journal = log, counted = 0, armed = 1;
}

long shim_disarm(void) {
    armed = 0;
    return counted;
}

/* The absolute path if it lies below the folder. */
static int below(int directory, const char *path, char *found) {
    if (!armed || !path) return 0;
    if (path[0] == '/') {
        snprintf(found, PATH_MAX, "%s", path);
    } else {
        char link[64], base[PATH_MAX / 2];
        if (directory == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        snprintf(found, PATH_MAX, "%s/%.2000s", base, path);
    }
    return strncmp(found, folder, folder_length) == 0 && (found[folder_length] == '/' || !found[folder_length]);
}

static const char *name_of(int file) {
    return armed && file >= 0 && file < FILES ? names[file] : NULL;
}

static void put(const void *data, size_t length) {
    REAL(write);
    while (length) {
        ssize_t done = real_write(journal, data, length);
        if (done <= 0) abort();
        data = (const char *)data + done, length -= done;
    }
}

/* One line of what was done: deed, path, offset, length, and the data behind it. */
static void note(char deed, const char *path, const char *other, int64_t offset, const void *data, int64_t length) {
    if (journal < 0) return;
    char head[2 * PATH_MAX + 64];
    int size = snprintf(head, sizeof head, "%c\t%s\t%s\t%lld\t%lld\n", deed, path + folder_length,
                        other ? other + folder_length : "", (long long)offset, (long long)length);
    put(head, size);
    if (data) put(data, length);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Before a call: whether it is to fail. 2: it is torn, and the process ends after half of it. 3: it ends after it. */
static int before(int kind) {
    if (!(mask & kind)) return 0;
    long number = __sync_add_and_fetch(&counted, 1);
    if (action == KILL_BEFORE && number == at) die();
    if (action == KILL_TORN && number == at) return 2;
    if (action == KILL_AFTER && number == at) return 3;
    if ((action == FAIL_ONCE && number == at) || (action == FAIL_ON && number >= at)) {
        errno = code;
        return 1;
    }
    return 0;
}

static int opened(int file, const char *path, int flags, int made) {
    if (file >= 0 && file < FILES) {
        free(names[file]);
        names[file] = strdup(path);
        if (made) note('C', path, NULL, 0, NULL, 0);
        if (flags & O_TRUNC && !made) note('T', path, NULL, 0, NULL, 0);
    }
    return file;
}

static int open_below(int directory, const char *path, int flags, mode_t mode, const char *whole) {
    REAL(openat);
    int made = flags & O_CREAT && access(whole, F_OK) != 0;
    int verdict = before(made ? CREATE : OPEN);
    if (verdict == 1) return -1;
    int file = opened(real_openat(directory, path, flags, mode), whole, flags, made);
    if (verdict) die();
    return file;
}

#define OPENING(called, type, ...) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) {
    OPENING(open, int)
    REAL(open);
    char whole[PATH_MAX];
    return below(AT_FDCWD, path, whole) ? open_below(AT_FDCWD, path, flags, mode, whole) : real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    OPENING(open64, int)
    REAL(open64);
    char whole[PATH_MAX];
    return below(AT_FDCWD, path, whole) ? open_below(AT_FDCWD, path, flags | O_LARGEFILE, mode, whole)
                                        : real_open64(path, flags, mode);
}

int openat(int directory, const char *path, int flags, ...) {
    OPENING(openat, int)
    REAL(openat);
    char whole[PATH_MAX];
    return below(directory, path, whole) ? open_below(directory, path, flags, mode, whole)
                                         : real_openat(directory, path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...) {
    OPENING(openat64, int)
    REAL(openat64);
    char whole[PATH_MAX];
    return below(directory, path, whole) ? open_below(directory, path, flags | O_LARGEFILE, mode, whole)
                                         : real_openat64(directory, path, flags, mode);
}

int close(int file) {
    REAL(close);
    if (file >= 0 && file < FILES && names[file]) {
        free(names[file]);
        names[file] = NULL;
    }
    return real_close(file);
}

#define WRITING(offset, call_whole, call_half) \
    int verdict = before(WRITE); \
    if (verdict == 1) return -1; \
    int64_t place = offset; \
    ssize_t done = verdict == 2 ? (call_half) : (call_whole); \
    int kept = errno; \
    if (done > 0) note('W', name, NULL, place, data, done); \
    if (verdict) die(); \
    errno = kept; \
    return done

ssize_t write(int file, const void *data, size_t length) {
    REAL(write);
    const char *name = name_of(file);
    if (!name) return real_write(file, data, length);
    WRITING(lseek(file, 0, SEEK_CUR), real_write(file, data, length), real_write(file, data, length / 2));
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset) {
    REAL(pwrite);
    const char *name = name_of(file);
    if (!name) return real_pwrite(file, data, length, offset);
    WRITING(offset, real_pwrite(file, data, length, offset), real_pwrite(file, data, length / 2, offset));
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
    REAL(pwrite64);
    const char *name = name_of(file);
    if (!name) return real_pwrite64(file, data, length, offset);
    WRITING(offset, real_pwrite64(file, data, length, offset), real_pwrite64(file, data, length / 2, offset));
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    REAL(sendfile64);
    REAL(pread);
    const char *name = name_of(to);
    if (!name) return real_sendfile64(to, from, offset, length);
    int verdict = before(WRITE);
    if (verdict == 1) return -1;
    off_t place = lseek(to, 0, SEEK_CUR);
    ssize_t done = real_sendfile64(to, from, offset, verdict == 2 ? 4096 : length);
    if (done > 0 && journal >= 0) {
        char again[64], *data = malloc(done);
        snprintf(again, sizeof again, "/proc/self/fd/%d", to);
        REAL(open);
        int file = real_open(again, O_RDONLY);
        if (!data || file < 0 || real_pread(file, data, done, place) != done) abort();
        note('W', name, NULL, place, data, done);
        free(data);
        close(file);
    }
    if (verdict) die();
    return done;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t length) {
    return sendfile64(to, from, offset, length);
}

#define READING(call) \
    if (name_of(file) && before(READ) == 1) return -1; \
    return call

ssize_t read(int file, void *data, size_t length) {
    REAL(read);
    READING(real_read(file, data, length));
}

ssize_t pread(int file, void *data, size_t length, off_t offset) {
    REAL(pread);
    READING(real_pread(file, data, length, offset));
}

ssize_t pread64(int file, void *data, size_t length, off64_t offset) {
    REAL(pread64);
    READING(real_pread64(file, data, length, offset));
}

static int syncing(int file, int (*real)(int)) {
    const char *name = name_of(file);
    if (!name) return real(file);
    int verdict = before(SYNC);
    if (verdict == 1) return -1;
    int done = real(file);
    if (!done) note('S', name, NULL, 0, NULL, 0);
    if (verdict) die();
    return done;
}

int fsync(int file) {
    REAL(fsync);
    return syncing(file, real_fsync);
}

int fdatasync(int file) {
    REAL(fdatasync);
    return syncing(file, real_fdatasync);
}

static int truncating(int file, int64_t length, int (*real)(int, off64_t)) {
    const char *name = name_of(file);
    if (!name) return real(file, length);
    int verdict = before(TRUNCATE);
    if (verdict == 1) return -1;
    int done = real(file, length);
    if (!done) note('T', name, NULL, length, NULL, 0);
    if (verdict) die();
    return done;
}

int ftruncate(int file, off_t length) {
    REAL(ftruncate64);
    return truncating(file, length, real_ftruncate64);
}

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64);
    return truncating(file, length, real_ftruncate64);
}

#define NAMED(kind, deed, whole, other, call) \
    int verdict = before(kind); \
    if (verdict == 1) return -1; \
    int done = call; \
    int kept = errno; \
    if (!done) note(deed, whole, other, 0, NULL, 0); \
    if (verdict) die(); \
    errno = kept; \
    return done

int unlinkat(int directory, const char *path, int flags) {
    REAL(unlinkat);
    char whole[PATH_MAX];
    if (!below(directory, path, whole)) return real_unlinkat(directory, path, flags);
    NAMED(UNLINK, flags & AT_REMOVEDIR ? 'D' : 'U', whole, NULL, real_unlinkat(directory, path, flags));
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int renameat(int from, const char *old, int to, const char *new) {
    REAL(renameat);
    char whole[PATH_MAX], other[PATH_MAX];
    if (!below(from, old, whole) || !below(to, new, other)) return real_renameat(from, old, to, new);
    NAMED(RENAME, 'R', whole, other, real_renameat(from, old, to, new));
}

int rename(const char *old, const char *new) { return renameat(AT_FDCWD, old, AT_FDCWD, new); }

int mkdirat(int directory, const char *path, mode_t mode) {
    REAL(mkdirat);
    char whole[PATH_MAX];
    if (!below(directory, path, whole)) return real_mkdirat(directory, path, mode);
    NAMED(MKDIR, 'M', whole, NULL, real_mkdirat(directory, path, mode));
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

void *mmap64(void *where, size_t length, int protection, int flags, int file, off64_t offset) {
    REAL(mmap64);
    if (!(flags & MAP_ANONYMOUS) && name_of(file) && before(MAP) == 1) return MAP_FAILED;
    return real_mmap64(where, length, protection, flags, file, offset);
}

void *mmap(void *where, size_t length, int protection, int flags, int file, off_t offset) {
    return mmap64(where, length, protection, flags, file, offset);
}
