// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//
// A disk that can fail, between a program and its files: preloaded, it sees whatever is written to files whose path
// begins with $FAULT_FILES. Until a file is synchronised it remembers what every page held before. The first byte of
// the file $FAULT_CONTROL says what to do:
//
//   '0'  nothing
//   'F'  to synchronise fails with EIO, and what was not on disk by then counts as lost although the kernel still shows
//        it, as Linux does: the pages are clean, so that the next synchronisation succeeds without writing them
//   'R'  the file system is read-only: nothing can be written, to synchronise changes nothing
//   'C'  a power cut with the next write: each page that is not on disk is as it was before; the process ends
//   'H'  the same, but each such page by chance: half of them came through
//
// Metadata (names, sizes) are taken to be on disk at once; a page behind the former end of a file becomes zeros.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define MAXIMUM_FILES 64
#define BUCKETS 4096

/// What a page held when it was last on disk.
struct page {
    struct page *next;
    off_t number;
    bool is_lost;
    unsigned char before[PAGE];
};

/// A file with pages that are not on disk.
struct file {
    dev_t device;
    ino_t inode;
    char path[PATH_MAX];
    struct page *pages[BUCKETS];
};

static struct file *files[MAXIMUM_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile const char *control;
static const char *prefix;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    prefix = getenv("FAULT_FILES");
    const char *name = getenv("FAULT_CONTROL");
    int descriptor = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor >= 0) {
        void *map = mmap(NULL, 1, PROT_READ, MAP_SHARED, descriptor, 0);
        if (map != MAP_FAILED) control = map;
        close(descriptor);
    }
}

/// The file behind a descriptor, if it is one to look after; only under the lock.
static struct file *file_of(int descriptor) {
    if (!control || !prefix) return NULL;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return NULL;
    path[length] = 0;
    if (strncmp(path, prefix, strlen(prefix)) != 0) return NULL;
    size_t shared_memory = strlen("-shm");
    if ((size_t)length > shared_memory && strcmp(path + length - shared_memory, "-shm") == 0) return NULL;
    struct stat status;
    if (fstat(descriptor, &status) != 0) return NULL;
    for (int index = 0; index < MAXIMUM_FILES; index++) {
        if (!files[index]) {
            files[index] = calloc(1, sizeof(struct file));
            if (!files[index]) abort();
            files[index]->device = status.st_dev;
            files[index]->inode = status.st_ino;
        }
        if (files[index]->device == status.st_dev && files[index]->inode == status.st_ino) {
            // A new database is written under another name first.
            strcpy(files[index]->path, path);
            return files[index];
        }
    }
    abort();
}

/// Remembers what a page holds before it is written.
static void remember(struct file *file, int descriptor, off_t number) {
    struct page **bucket = &file->pages[number % BUCKETS];
    for (struct page *page = *bucket; page; page = page->next) {
        if (page->number == number) {
            page->is_lost = false;
            return;
        }
    }
    struct page *page = calloc(1, sizeof *page);
    if (!page) abort();
    page->number = number;
    // Through the program's own descriptor: to close another one would take the program's locks away.
    (void)!pread(descriptor, page->before, PAGE, number * PAGE);
    page->next = *bucket;
    *bucket = page;
}

static void remember_range(struct file *file, int descriptor, off_t from, off_t to) {
    for (off_t number = from / PAGE; number * PAGE < to; number++) remember(file, descriptor, number);
}

/// Puts every file back to what was on disk, and ends.
static void cut(bool by_chance) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    srand((unsigned)time.tv_nsec);
    for (int index = 0; index < MAXIMUM_FILES && files[index]; index++) {
        struct file *file = files[index];
        int writer = open(file->path, O_WRONLY | O_CLOEXEC);
        if (writer < 0) continue;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            for (struct page *page = file->pages[bucket]; page; page = page->next) {
                struct stat status;
                bool came_through = by_chance && !page->is_lost && rand() % 2;
                if (came_through || fstat(writer, &status) != 0) continue;
                off_t left = status.st_size - page->number * PAGE;
                if (left > 0) (void)!real_pwrite(writer, page->before, left < PAGE ? left : PAGE, page->number * PAGE);
            }
        }
    }
    _exit(137);
}

static void look_at_control(void) {
    if (*control == 'C') cut(false);
    if (*control == 'H') cut(true);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off_t offset) {
    pthread_mutex_lock(&lock);
    struct file *file = file_of(descriptor);
    if (file) {
        look_at_control();
        if (*control == 'R') {
            pthread_mutex_unlock(&lock);
            errno = EROFS;
            return -1;
        }
        remember_range(file, descriptor, offset, offset + (off_t)count);
    }
    ssize_t written = real_pwrite(descriptor, bytes, count, offset);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return pwrite64(descriptor, bytes, count, offset);
}

int ftruncate64(int descriptor, off_t length) {
    pthread_mutex_lock(&lock);
    struct file *file = file_of(descriptor);
    if (file) look_at_control();
    bool fails = file && *control == 'R';
    int result = fails ? -1 : real_ftruncate(descriptor, length);
    int code = fails ? EROFS : errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return result;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

/// What both ways to synchronise have in common.
static int synchronise(int descriptor, int (*real)(int)) {
    pthread_mutex_lock(&lock);
    struct file *file = file_of(descriptor);
    int result;
    if (file) look_at_control();
    bool fails = file && *control == 'F';
    if (fails) {
        errno = EIO;
        result = -1;
    } else {
        result = real(descriptor);
    }
    int code = errno;
    for (int bucket = 0; file && bucket < BUCKETS; bucket++) {
        struct page **place = &file->pages[bucket];
        while (*place) {
            struct page *page = *place;
            if (fails) page->is_lost = true;
            if (fails || page->is_lost) {
                place = &page->next;
            } else {
                *place = page->next;
                free(page);
            }
        }
    }
    pthread_mutex_unlock(&lock);
    errno = code;
    return result;
}

int fsync(int descriptor) { return synchronise(descriptor, real_fsync); }
int fdatasync(int descriptor) { return synchronise(descriptor, real_fdatasync); }
