//! The couplings as dense matrix products, by cuBLAS where it is installed: fields are K Z and the cotangents'
//! sums are Z Aᵀ, with Z the samples as one-hot columns.

use crate::draw::Drawn;
use cotangent_kernels::device::Device;
use cudarc::cublas::sys::{self, cublasOperation_t};
use cudarc::cublas::{CudaBlas, Gemm, GemmConfig};
use cudarc::driver::sys::CUevent_flags;
use cudarc::driver::{CudaSlice, CudaStream};
use std::error::Error;
use std::sync::Arc;

/// Median seconds of K Z and of Z Aᵀ in `f32`, or why they were not measured.
pub(crate) fn time(device: &Device, drawn: &Drawn, repeats: usize) -> Result<[f64; 2], String> {
    // SAFETY: loads the library and lets go of it; cuBLAS has no conditions on being loaded.
    if !unsafe { sys::is_culib_present() } {
        return Err("no cuBLAS".to_owned());
    }
    measure(device, drawn, repeats).map_err(|error| error.to_string())
}

fn measure(device: &Device, drawn: &Drawn, repeats: usize) -> Result<[f64; 2], Box<dyn Error>> {
    let r = drawn.sizes.n_sites * drawn.sizes.n_states;
    let m = drawn.n_samples();
    let needed = 4 * (r * r + 2 * r * m);
    let (free, _) = device.context().mem_get_info()?;
    // cuBLAS has a workspace of its own.
    if needed > free.saturating_sub(1 << 28) {
        return Err(format!("{needed} bytes of memory are needed, {free} are free").into());
    }
    let mut one_hot = vec![0.0_f32; r * m];
    for (sample, states) in drawn.states.chunks_exact(drawn.sizes.n_sites).enumerate() {
        for (site, &state) in states.iter().enumerate() {
            one_hot[(site * drawn.sizes.n_states + usize::from(state)) * m + sample] = 1.0;
        }
    }
    let couplings: Vec<f32> = drawn.parameters.0[1].iter().map(|&x| x as f32).collect();

    let stream = device.context().new_stream()?;
    let one_hot = stream.clone_htod(&one_hot)?;
    let mut couplings = stream.clone_htod(&couplings)?;
    let mut fields = stream.alloc_zeros::<f32>(r * m)?;
    let blas = CudaBlas::new(stream.clone())?;
    let (rows, samples) = (i32::try_from(r)?, i32::try_from(m)?);
    // cuBLAS counts columns first: an array `[r][m]` of ours is a matrix m × r of its own.
    let forward = GemmConfig {
        transa: cublasOperation_t::CUBLAS_OP_N,
        transb: cublasOperation_t::CUBLAS_OP_N,
        m: samples,
        n: rows,
        k: rows,
        alpha: 1.0,
        lda: samples,
        ldb: rows,
        beta: 0.0,
        ldc: samples,
    };
    let reverse = GemmConfig {
        transa: cublasOperation_t::CUBLAS_OP_T,
        transb: cublasOperation_t::CUBLAS_OP_N,
        m: rows,
        n: rows,
        k: samples,
        alpha: 1.0,
        lda: samples,
        ldb: samples,
        beta: 0.0,
        ldc: rows,
    };
    let forward = time_launches(&stream, repeats, || {
        // SAFETY: m × r times r × r into m × r, as the arrays are long.
        unsafe { blas.gemm(forward, &one_hot, &couplings, &mut fields) }
    })?;
    let reverse = time_launches(&stream, repeats, || {
        // SAFETY: (m × r)ᵀ times m × r into r × r, as the arrays are long.
        unsafe { blas.gemm(reverse, &fields, &one_hot, &mut couplings) }
    })?;
    // Freed once the products are done.
    stream.synchronize()?;
    drop::<[CudaSlice<f32>; 3]>([one_hot, couplings, fields]);
    stream.synchronize()?;
    Ok([forward, reverse])
}

/// Median seconds from the end of one launch to the end of the next.
fn time_launches<E: Error + 'static>(
    stream: &Arc<CudaStream>,
    repeats: usize,
    mut launch: impl FnMut() -> Result<(), E>,
) -> Result<f64, Box<dyn Error>> {
    for _ in 0..3 {
        launch()?;
    }
    let record = || stream.record_event(Some(CUevent_flags::CU_EVENT_DEFAULT));
    let mut events = vec![record()?];
    for _ in 0..repeats {
        launch()?;
        events.push(record()?);
    }
    stream.synchronize()?;
    let mut times = Vec::new();
    for pair in events.windows(2) {
        times.push(f64::from(pair[0].elapsed_ms(&pair[1])?) * 1e-3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}
