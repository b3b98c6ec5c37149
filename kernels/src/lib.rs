//! CUDA kernels of cotangent. Nothing here yet: the energy-delta kernels arrive with their own issue.
