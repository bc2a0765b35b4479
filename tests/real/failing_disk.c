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
extern int snprintf(char *, usize, const char *, ...);
extern long lseek64(int, long, int);

char disk_folder[1024]; /* whose writes are counted; empty: none */
volatile long disk_at;       /* number of the write that fails, from 1; 0: none */
volatile long disk_sticky;   /* every later one fails too */
volatile long disk_short;    /* the write before the failing one is cut in half, as a full disk does */
volatile long disk_error;    /* errno */
volatile long disk_seen;     /* how many writes there were */

volatile long disk_journal;  /* a file that every write goes into as well, with its place and its bytes; 0: none */

#define NEXT(name) dlsym((void *)-1L, name)

static int inside(const char *path) {
    usize length = strlen(disk_folder);
    return length && strncmp(path, disk_folder, length) == 0;
}

static __thread char found[1024]; /* the path of the file that was asked about last */

static int inside_file(int file) {
    char link[64] = "/proc/self/fd/";
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

typedef ssize (*writes)(int, const void *, usize);

/* One line: what, where in the file, how many bytes, the path, the other path; then the bytes. */
static void note(char what, long place, usize count, const char *path, const char *other, const void *data) {
    char line[2304];
    if (!disk_journal) return;
    writes put = (writes)NEXT("write");
    int length = snprintf(line, sizeof line, "%c %ld %lu %s %s\n", what, place, count, path, other);
    put((int)disk_journal, line, (usize)length);
    if (data) put((int)disk_journal, data, count);
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
    int mine = inside_file(file), what = mine ? fails() : 0;
    if (what == 1) return -1;
    if (mine) note('w', lseek64(file, 0, 1), count, found, "-", data);
    return ((writes)NEXT("write"))(file, data, CUT(count));
}

ssize pwrite64(int file, const void *data, usize count, long place) {
    int mine = inside_file(file), what = mine ? fails() : 0;
    if (what == 1) return -1;
    if (mine) note('w', place, count, found, "-", data);
    return ((ssize(*)(int, const void *, usize, long))NEXT("pwrite64"))(file, data, CUT(count), place);
}

ssize pwrite(int file, const void *data, usize count, long place) { return pwrite64(file, data, count, place); }

int fsync(int file) {
    int mine = inside_file(file);
    if (mine && breaks() == 1) return -1;
    int done = ((int (*)(int))NEXT("fsync"))(file);
    if (mine) note('s', 0, 0, found, "-", 0);
    return done;
}

int fdatasync(int file) {
    int mine = inside_file(file);
    if (mine && breaks() == 1) return -1;
    int done = ((int (*)(int))NEXT("fdatasync"))(file);
    if (mine) note('s', 0, 0, found, "-", 0);
    return done;
}

int ftruncate64(int file, long size) {
    int mine = inside_file(file);
    if (mine && breaks() == 1) return -1;
    if (mine) note('t', size, 0, found, "-", 0);
    return ((int (*)(int, long))NEXT("ftruncate64"))(file, size);
}

int ftruncate(int file, long size) { return ftruncate64(file, size); }

int rename(const char *old, const char *new) {
    int mine = inside(new);
    if (mine && fails() == 1) return -1;
    if (mine) note('r', 0, 0, old, new, 0);
    return ((int (*)(const char *, const char *))NEXT("rename"))(old, new);
}

int unlink(const char *path) {
    int mine = inside(path);
    if (mine && breaks() == 1) return -1;
    if (mine) note('u', 0, 0, path, "-", 0);
    return ((int (*)(const char *))NEXT("unlink"))(path);
}

int mkdir(const char *path, unsigned mode) {
    return inside(path) && fails() == 1 ? -1 : ((int (*)(const char *, unsigned))NEXT("mkdir"))(path, mode);
}

/* Only where a file is made or opened for writing. */
#define MAKES(flags) ((flags) & (1 | 2 | 0100))

static int opened(const char *name, const char *path, int flags, unsigned mode) {
    int mine = MAKES(flags) && inside(path);
    if (mine && fails() == 1) return -1;
    if (mine && (flags & 0100)) note('c', (flags & 01000) != 0, 0, path, "-", 0);
    return ((int (*)(const char *, int, unsigned))NEXT(name))(path, flags, mode);
}

int open64(const char *path, int flags, unsigned mode) { return opened("open64", path, flags, mode); }

int open(const char *path, int flags, unsigned mode) { return opened("open", path, flags, mode); }
