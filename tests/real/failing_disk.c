/* A disk that fails: put before libc (LD_PRELOAD), it lets the writes of one folder fail with a real error code.

   Without headers and without libraries, so that a compiler alone is enough. The program that is tested arms it through
   the variables below (ctypes); what is not armed costs one comparison. */

typedef long ssize;
typedef unsigned long usize;

extern void *dlsym(void *, const char *);
extern int *__errno_location(void);
extern ssize readlink(const char *, char *, usize);
extern int strncmp(const char *, const char *, usize);
extern usize strlen(const char *);

char disk_folder[1024]; /* whose writes are counted; empty: none */
volatile long disk_at;       /* number of the write that fails, from 1; 0: none */
volatile long disk_sticky;   /* every later one fails too */
volatile long disk_short;    /* the write before the failing one is cut in half, as a full disk does */
volatile long disk_error;    /* errno */
volatile long disk_seen;     /* how many writes there were */

#define NEXT(name) dlsym((void *)-1L, name)

static int inside(const char *path) {
    usize length = strlen(disk_folder);
    return length && strncmp(path, disk_folder, length) == 0;
}

static int inside_file(int file) {
    char link[64] = "/proc/self/fd/", found[1024];
    int place = 14, digits = 0, number = file;
    char reversed[16];
    if (!disk_folder[0] || file < 3) return 0;
    do { reversed[digits++] = '0' + number % 10; number /= 10; } while (number);
    while (digits) link[place++] = reversed[--digits];
    link[place] = 0;
    ssize length = readlink(link, found, sizeof found - 1);
    if (length <= 0) return 0;
    found[length] = 0;
    return inside(found);
}

/* A full disk still lets go of what it has, and keeps what it took. */
#define LETS_GO 28

/* 1: fail; 2: write half; 0: go on. */
static int fails(void) {
    long number = __sync_add_and_fetch(&disk_seen, 1);
    if (!disk_at) return 0;
    if (number == disk_at || (disk_sticky && number > disk_at)) {
        *__errno_location() = (int)disk_error;
        return 1;
    }
    return disk_short && number == disk_at - 1 ? 2 : 0;
}

static int breaks(void) { return disk_error == LETS_GO ? 0 : fails(); }

#define CUT(count) (what == 2 && count > 1 ? count / 2 : count)

ssize write(int file, const void *data, usize count) {
    int what = inside_file(file) ? fails() : 0;
    return what == 1 ? -1 : ((ssize(*)(int, const void *, usize))NEXT("write"))(file, data, CUT(count));
}

ssize pwrite64(int file, const void *data, usize count, long place) {
    int what = inside_file(file) ? fails() : 0;
    return what == 1 ? -1 : ((ssize(*)(int, const void *, usize, long))NEXT("pwrite64"))(file, data, CUT(count), place);
}

ssize pwrite(int file, const void *data, usize count, long place) { return pwrite64(file, data, count, place); }

int fsync(int file) { return inside_file(file) && breaks() == 1 ? -1 : ((int (*)(int))NEXT("fsync"))(file); }

int fdatasync(int file) { return inside_file(file) && breaks() == 1 ? -1 : ((int (*)(int))NEXT("fdatasync"))(file); }

int ftruncate64(int file, long size) {
    return inside_file(file) && breaks() == 1 ? -1 : ((int (*)(int, long))NEXT("ftruncate64"))(file, size);
}

int ftruncate(int file, long size) { return ftruncate64(file, size); }

int rename(const char *old, const char *new) {
    return inside(new) && fails() == 1 ? -1 : ((int (*)(const char *, const char *))NEXT("rename"))(old, new);
}

int unlink(const char *path) { return inside(path) && breaks() == 1 ? -1 : ((int (*)(const char *))NEXT("unlink"))(path); }

int mkdir(const char *path, unsigned mode) {
    return inside(path) && fails() == 1 ? -1 : ((int (*)(const char *, unsigned))NEXT("mkdir"))(path, mode);
}

/* Only where a file is made or opened for writing. */
#define MAKES(flags) ((flags) & (1 | 2 | 0100))

int open64(const char *path, int flags, unsigned mode) {
    return MAKES(flags) && inside(path) && fails() == 1 ? -1 : ((int (*)(const char *, int, unsigned))NEXT("open64"))(path, flags, mode);
}

int open(const char *path, int flags, unsigned mode) {
    return MAKES(flags) && inside(path) && fails() == 1 ? -1 : ((int (*)(const char *, int, unsigned))NEXT("open"))(path, flags, mode);
}
