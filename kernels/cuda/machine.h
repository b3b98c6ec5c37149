// What kernels need of a machine: the device, or the host that emulates it for tests.
//
// On the device these are the registers and memories of CUDA. On the host (`COTANGENT_HOST`) the same kernel
// sources are compiled to ordinary functions; whoever calls them answers `cotangent_place` with the place of
// the running thread, and runs all threads of a block to a barrier before any of them goes on.

#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned long long u64;

#define UNROLL _Pragma("unroll")
#define UNROLL_BY(n) PRAGMA(unroll n)
#define PRAGMA(words) _Pragma(#words)

struct Place {
    int thread, threads, block_x, block_y, block_z, blocks_x;
};

#ifdef COTANGENT_HOST

#define KERNEL extern "C" void
#define DEVICE static inline
#define SHARED static
extern "C" const Place *cotangent_place();
extern "C" void cotangent_barrier();
DEVICE Place place() { return *cotangent_place(); }
DEVICE void barrier() { cotangent_barrier(); }
// One thread runs at a time.
extern "C" void add_atomically_f32(float *to, float x) { *to += x; }
extern "C" void add_atomically_f64(double *to, double x) { *to += x; }
[[maybe_unused]] DEVICE void give_memory(char *, int) {}
// Dynamic shared memory: one block runs at a time.
static __attribute__((aligned(16))) char shared_bytes[48 * 1024];

#else

#define __device__ __attribute__((device))
#define KERNEL extern "C" __attribute__((global)) void
#define DEVICE static __device__ __attribute__((always_inline))
#define SHARED __attribute__((shared))
DEVICE Place place() {
    return Place{(int)__nvvm_read_ptx_sreg_tid_x(),   (int)__nvvm_read_ptx_sreg_ntid_x(),
                 (int)__nvvm_read_ptx_sreg_ctaid_x(), (int)__nvvm_read_ptx_sreg_ctaid_y(),
                 (int)__nvvm_read_ptx_sreg_ctaid_z(), (int)__nvvm_read_ptx_sreg_nctaid_x()};
}
DEVICE void barrier() { __nvvm_bar_sync(0); }
extern "C" __device__ void add_atomically_f32(float *to, float x) { __nvvm_atom_add_gen_f(to, x); }
extern "C" __device__ void add_atomically_f64(double *to, double x) { __nvvm_atom_add_gen_d(to, x); }

// What a derivative allocates comes from memory that its thread was given, and is there until it is given
// memory again; more than that stops the kernel.
static SHARED __device__ char *memory_of[1024];
static SHARED __device__ int memory_left[1024];
DEVICE void give_memory(char *memory, int size) {
    memory_of[place().thread] = memory;
    memory_left[place().thread] = size;
}
extern "C" __device__ void *cotangent_allocate(u64 size) {
    const int thread = place().thread, rounded = (size + 15) / 16 * 16;
    memory_left[thread] -= rounded;
    if (memory_left[thread] < 0) __builtin_trap();
    char *const start = memory_of[thread];
    memory_of[thread] += rounded;
    return start;
}
extern "C" __device__ void cotangent_free(void *) {}
extern SHARED __attribute__((aligned(16))) char shared_bytes[];

#endif
