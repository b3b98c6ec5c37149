# sources: 598849620b021eec868aa6298cb12526744941c1e79612df6947cd78a0252619
# Made by kernels/build-ptx with rustc 1.95.0, LLVM 22.1.8, Enzyme of pennylane-catalyst 0.15.0, libdevice of nvidia-cuda-nvcc-cu12 12.9.86: do not edit.
	.text
	.globl	add_atomically_f32              # -- Begin function add_atomically_f32
	.p2align	4
	.type	add_atomically_f32,@function
add_atomically_f32:                     # @add_atomically_f32
	.cfi_startproc
# %bb.0:
	addss	(%rdi), %xmm0
	movss	%xmm0, (%rdi)
	retq
.Lfunc_end0:
	.size	add_atomically_f32, .Lfunc_end0-add_atomically_f32
	.cfi_endproc
                                        # -- End function
	.globl	add_atomically_f64              # -- Begin function add_atomically_f64
	.p2align	4
	.type	add_atomically_f64,@function
add_atomically_f64:                     # @add_atomically_f64
	.cfi_startproc
# %bb.0:
	addsd	(%rdi), %xmm0
	movsd	%xmm0, (%rdi)
	retq
.Lfunc_end1:
	.size	add_atomically_f64, .Lfunc_end1-add_atomically_f64
	.cfi_endproc
                                        # -- End function
	.globl	couplings_f32                   # -- Begin function couplings_f32
	.p2align	4
	.type	couplings_f32,@function
couplings_f32:                          # @couplings_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	216(%rsp), %r13
	movq	240(%rsp), %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	movslq	112(%rsp), %r12
	movslq	116(%rsp), %rbx
	movl	136(%rsp), %eax
	movl	%eax, 12(%rsp)                  # 4-byte Spill
	callq	cotangent_place@PLT
	movl	(%rax), %ecx
	leal	31(%rcx), %edx
	testl	%ecx, %ecx
	cmovnsl	%ecx, %edx
	cmpl	$1024, %ecx                     # imm = 0x400
	jge	.Lsrbm_BB2_15
# %bb.1:
	movq	%rbx, 48(%rsp)                  # 8-byte Spill
	imulq	%rbx, %r12
	movl	%edx, %esi
	andl	$-32, %esi
	subl	%esi, %ecx
	sarl	$5, %edx
	movl	4(%rax), %esi
	movl	8(%rax), %ebx
	leal	31(%rsi), %edi
	testl	%esi, %esi
	cmovnsl	%esi, %edi
	sarl	$5, %edi
	movslq	12(%rax), %r14
	shlq	$5, %r14
	shll	$5, %ebx
	leal	(%rbx,%rcx), %eax
	movslq	%eax, %r8
	movslq	%ecx, %rsi
	movslq	%edx, %r15
	movslq	%edi, %rbp
	movq	%r15, %rcx
	shlq	$7, %rcx
	leaq	(%rcx,%r15,4), %rcx
	movq	%rsi, 24(%rsp)                  # 8-byte Spill
	leaq	(%rcx,%rsi,4), %rcx
	leaq	_ZZL14add_transposedIfEvPKT_PS0_iiiS2_E5block(%rip), %rdx
	movq	%rdx, 16(%rsp)                  # 8-byte Spill
	addq	%rdx, %rcx
	movq	%rbp, %rdx
	shlq	$7, %rdx
	leaq	(%rdx,%rbp,4), %rdx
	movq	%r14, %rsi
	addq	%r15, %rsi
	movq	%rsi, %rdi
	imulq	%r12, %rdi
	shlq	$2, %r8
	leaq	(%r8,%rdi,4), %rdi
	addq	%r13, %rdi
	movq	%r13, %r10
	movq	%rbp, %r13
	imulq	%r12, %r13
	leaq	(,%r13,4), %r8
	movq	%r15, %r9
	jmp	.Lsrbm_BB2_2
	.p2align	4
.Lsrbm_BB2_5:                                #   in Loop: Header=BB2_2 Depth=1
	movss	%xmm0, (%rcx)
	addq	%rbp, %r9
	addq	%rdx, %rcx
	addq	%r8, %rdi
	addq	%rbp, %rsi
	cmpq	$32, %r9
	jge	.Lsrbm_BB2_6
.Lsrbm_BB2_2:                                # =>This Inner Loop Header: Depth=1
	xorps	%xmm0, %xmm0
	cmpq	%r12, %rsi
	jge	.Lsrbm_BB2_5
# %bb.3:                                #   in Loop: Header=BB2_2 Depth=1
	cmpl	%r12d, %eax
	jge	.Lsrbm_BB2_5
# %bb.4:                                #   in Loop: Header=BB2_2 Depth=1
	movss	(%rdi), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	jmp	.Lsrbm_BB2_5
.Lsrbm_BB2_15:
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	jmp	cotangent_barrier@PLT           # TAILCALL
.Lsrbm_BB2_6:
	.cfi_def_cfa_offset 112
	movq	%r10, 32(%rsp)                  # 8-byte Spill
	callq	cotangent_barrier@PLT
	movq	32(%rsp), %r10                  # 8-byte Reload
	movq	24(%rsp), %rsi                  # 8-byte Reload
	leal	(%r14,%rsi), %ecx
	movslq	%ecx, %rax
	movslq	%ebx, %rdi
	movq	%rsi, %rdx
	shlq	$7, %rdx
	leaq	(%rdx,%rsi,4), %rdx
	leaq	(%rdx,%r15,4), %rdx
	addq	%rdx, 16(%rsp)                  # 8-byte Folded Spill
	addq	%r15, %rdi
	movq	%rdi, %r8
	imulq	%r12, %r8
	addq	%rax, %r8
	addl	%r15d, %ebx
	xorl	%r9d, %r9d
	movq	40(%rsp), %r11                  # 8-byte Reload
	movq	48(%rsp), %r14                  # 8-byte Reload
	jmp	.Lsrbm_BB2_7
	.p2align	4
.Lsrbm_BB2_12:                               #   in Loop: Header=BB2_7 Depth=1
	movss	%xmm0, (%r11,%r8,4)
.Lsrbm_BB2_13:                               #   in Loop: Header=BB2_7 Depth=1
	addq	%rbp, %r15
	addq	%rbp, %r9
	addq	%r13, %r8
	addl	%ebp, %ebx
	cmpq	$32, %r15
	jge	.Lsrbm_BB2_14
.Lsrbm_BB2_7:                                # =>This Inner Loop Header: Depth=1
	leaq	(%rdi,%r9), %rax
	cmpq	%r12, %rax
	jge	.Lsrbm_BB2_13
# %bb.8:                                #   in Loop: Header=BB2_7 Depth=1
	cmpl	%r12d, %ecx
	jge	.Lsrbm_BB2_13
# %bb.9:                                #   in Loop: Header=BB2_7 Depth=1
	movss	(%r10,%r8,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movq	16(%rsp), %rax                  # 8-byte Reload
	addss	(%rax,%r9,4), %xmm0
	cmpl	$0, 12(%rsp)                    # 4-byte Folded Reload
	je	.Lsrbm_BB2_12
# %bb.10:                               #   in Loop: Header=BB2_7 Depth=1
	movl	%ebx, %eax
	cltd
	idivl	%r14d
	movl	%eax, %esi
	movl	%ecx, %eax
	cltd
	idivl	%r14d
	cmpl	%eax, %esi
	jne	.Lsrbm_BB2_12
# %bb.11:                               #   in Loop: Header=BB2_7 Depth=1
	xorps	%xmm0, %xmm0
	jmp	.Lsrbm_BB2_12
.Lsrbm_BB2_14:                               # %_ZL14add_transposedIfEvPKT_PS0_iiiS2_.exit
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end2:
	.size	couplings_f32, .Lfunc_end2-couplings_f32
	.cfi_endproc
                                        # -- End function
	.globl	couplings_f64                   # -- Begin function couplings_f64
	.p2align	4
	.type	couplings_f64,@function
couplings_f64:                          # @couplings_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	216(%rsp), %r13
	movq	240(%rsp), %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	movslq	112(%rsp), %r12
	movslq	116(%rsp), %rbx
	movl	136(%rsp), %eax
	movl	%eax, 12(%rsp)                  # 4-byte Spill
	callq	cotangent_place@PLT
	movl	(%rax), %ecx
	leal	31(%rcx), %edx
	testl	%ecx, %ecx
	cmovnsl	%ecx, %edx
	cmpl	$1024, %ecx                     # imm = 0x400
	jge	.Lsrbm_BB3_15
# %bb.1:
	movq	%rbx, 48(%rsp)                  # 8-byte Spill
	imulq	%rbx, %r12
	movl	%edx, %esi
	andl	$-32, %esi
	subl	%esi, %ecx
	sarl	$5, %edx
	movl	4(%rax), %esi
	movl	8(%rax), %ebx
	leal	31(%rsi), %edi
	testl	%esi, %esi
	cmovnsl	%esi, %edi
	sarl	$5, %edi
	movslq	12(%rax), %r14
	shlq	$5, %r14
	shll	$5, %ebx
	leal	(%rbx,%rcx), %eax
	movslq	%eax, %r8
	movslq	%ecx, %rsi
	movslq	%edx, %r15
	movslq	%edi, %rbp
	movq	%r15, %rcx
	shlq	$8, %rcx
	leaq	(%rcx,%r15,8), %rcx
	movq	%rsi, 24(%rsp)                  # 8-byte Spill
	leaq	(%rcx,%rsi,8), %rcx
	leaq	_ZZL14add_transposedIdEvPKT_PS0_iiiS2_E5block(%rip), %rdx
	movq	%rdx, 16(%rsp)                  # 8-byte Spill
	addq	%rdx, %rcx
	movq	%rbp, %rdx
	shlq	$8, %rdx
	leaq	(%rdx,%rbp,8), %rdx
	movq	%r14, %rsi
	addq	%r15, %rsi
	movq	%rsi, %rdi
	imulq	%r12, %rdi
	shlq	$3, %r8
	leaq	(%r8,%rdi,8), %rdi
	addq	%r13, %rdi
	movq	%r13, %r10
	movq	%rbp, %r13
	imulq	%r12, %r13
	leaq	(,%r13,8), %r8
	movq	%r15, %r9
	jmp	.Lsrbm_BB3_2
	.p2align	4
.Lsrbm_BB3_5:                                #   in Loop: Header=BB3_2 Depth=1
	movsd	%xmm0, (%rcx)
	addq	%rbp, %r9
	addq	%rdx, %rcx
	addq	%r8, %rdi
	addq	%rbp, %rsi
	cmpq	$32, %r9
	jge	.Lsrbm_BB3_6
.Lsrbm_BB3_2:                                # =>This Inner Loop Header: Depth=1
	xorpd	%xmm0, %xmm0
	cmpq	%r12, %rsi
	jge	.Lsrbm_BB3_5
# %bb.3:                                #   in Loop: Header=BB3_2 Depth=1
	cmpl	%r12d, %eax
	jge	.Lsrbm_BB3_5
# %bb.4:                                #   in Loop: Header=BB3_2 Depth=1
	movsd	(%rdi), %xmm0                   # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB3_5
.Lsrbm_BB3_15:
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	jmp	cotangent_barrier@PLT           # TAILCALL
.Lsrbm_BB3_6:
	.cfi_def_cfa_offset 112
	movq	%r10, 32(%rsp)                  # 8-byte Spill
	callq	cotangent_barrier@PLT
	movq	32(%rsp), %r10                  # 8-byte Reload
	movq	24(%rsp), %rsi                  # 8-byte Reload
	leal	(%r14,%rsi), %ecx
	movslq	%ecx, %rax
	movslq	%ebx, %rdi
	movq	%rsi, %rdx
	shlq	$8, %rdx
	leaq	(%rdx,%rsi,8), %rdx
	leaq	(%rdx,%r15,8), %rdx
	addq	%rdx, 16(%rsp)                  # 8-byte Folded Spill
	addq	%r15, %rdi
	movq	%rdi, %r8
	imulq	%r12, %r8
	addq	%rax, %r8
	addl	%r15d, %ebx
	xorl	%r9d, %r9d
	movq	40(%rsp), %r11                  # 8-byte Reload
	movq	48(%rsp), %r14                  # 8-byte Reload
	jmp	.Lsrbm_BB3_7
	.p2align	4
.Lsrbm_BB3_12:                               #   in Loop: Header=BB3_7 Depth=1
	movsd	%xmm0, (%r11,%r8,8)
.Lsrbm_BB3_13:                               #   in Loop: Header=BB3_7 Depth=1
	addq	%rbp, %r15
	addq	%rbp, %r9
	addq	%r13, %r8
	addl	%ebp, %ebx
	cmpq	$32, %r15
	jge	.Lsrbm_BB3_14
.Lsrbm_BB3_7:                                # =>This Inner Loop Header: Depth=1
	leaq	(%rdi,%r9), %rax
	cmpq	%r12, %rax
	jge	.Lsrbm_BB3_13
# %bb.8:                                #   in Loop: Header=BB3_7 Depth=1
	cmpl	%r12d, %ecx
	jge	.Lsrbm_BB3_13
# %bb.9:                                #   in Loop: Header=BB3_7 Depth=1
	movsd	(%r10,%r8,8), %xmm0             # xmm0 = mem[0],zero
	movq	16(%rsp), %rax                  # 8-byte Reload
	addsd	(%rax,%r9,8), %xmm0
	cmpl	$0, 12(%rsp)                    # 4-byte Folded Reload
	je	.Lsrbm_BB3_12
# %bb.10:                               #   in Loop: Header=BB3_7 Depth=1
	movl	%ebx, %eax
	cltd
	idivl	%r14d
	movl	%eax, %esi
	movl	%ecx, %eax
	cltd
	idivl	%r14d
	cmpl	%eax, %esi
	jne	.Lsrbm_BB3_12
# %bb.11:                               #   in Loop: Header=BB3_7 Depth=1
	xorpd	%xmm0, %xmm0
	jmp	.Lsrbm_BB3_12
.Lsrbm_BB3_14:                               # %_ZL14add_transposedIdEvPKT_PS0_iiiS2_.exit
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end3:
	.size	couplings_f64, .Lfunc_end3-couplings_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function tables_f32
.Lsrbm_CPI4_0:
	.long	0x3f000000                      # float 0.5
.Lsrbm_CPI4_1:
	.long	0x42480000                      # float 50
	.text
	.globl	tables_f32
	.p2align	4
	.type	tables_f32,@function
tables_f32:                             # @tables_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$120, %rsp
	.cfi_def_cfa_offset 176
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rbp
	movslq	8(%rax), %rdx
	movslq	184(%rsp), %r13
	movq	%r13, %rbx
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	imulq	%rdx, %rbx
	leaq	(,%rbx,4), %rdx
	testq	%rbp, %rbp
	jne	.Lsrbm_BB4_2
# %bb.1:
	movb	$0, _ZZL6tablesIfEvRK5FrameIT_EE3far(%rip)
.Lsrbm_BB4_2:
	movslq	180(%rsp), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	movq	288(%rsp), %rcx
	movq	%rcx, 40(%rsp)                  # 8-byte Spill
	addq	320(%rsp), %rdx
	movq	%rdx, 72(%rsp)                  # 8-byte Spill
	movl	4(%rax), %eax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	callq	cotangent_barrier@PLT
	testl	%r13d, %r13d
	movq	%rbp, 64(%rsp)                  # 8-byte Spill
	jle	.Lsrbm_BB4_7
# %bb.3:
	movq	24(%rsp), %rax                  # 8-byte Reload
	imulq	%rax, %rbx
	movl	%eax, %esi
	movq	40(%rsp), %rcx                  # 8-byte Reload
	leaq	(%rcx,%rbx,4), %rax
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	leal	(%rbp,%rbp), %eax
	leal	(%rax,%rax,4), %edx
	leal	10(%rax,%rax,4), %eax
	movl	%eax, 56(%rsp)                  # 4-byte Spill
	movl	%edx, 12(%rsp)                  # 4-byte Spill
	movslq	%edx, %rdx
	leaq	-1(%rsi), %rdi
	movq	%rdi, %rax
	andq	$-2, %rax
	movq	%rax, 96(%rsp)                  # 8-byte Spill
	movq	%rdi, 104(%rsp)                 # 8-byte Spill
	orq	$1, %rdi
	movq	%rdi, 88(%rsp)                  # 8-byte Spill
	leaq	(,%r13,8), %rdi
	leaq	(,%rbp,4), %rax
	leaq	(%rax,%rbx,4), %rax
	leaq	(%rax,%r13,8), %r14
	addq	%rcx, %r14
	leaq	(%rax,%r13,4), %r15
	addq	%rcx, %r15
	leaq	_ZZL6tablesIfEvRK5FrameIT_EE6ranges(%rip), %rax
	movq	%rdx, 48(%rsp)                  # 8-byte Spill
	leaq	(%rax,%rdx,4), %rax
	movq	%rax, 112(%rsp)                 # 8-byte Spill
	xorl	%r12d, %r12d
	jmp	.Lsrbm_BB4_4
	.p2align	4
.Lsrbm_BB4_26:                               #   in Loop: Header=BB4_4 Depth=1
	callq	cotangent_barrier@PLT
	addq	$250, %r12
	addq	$1000, %r14                     # imm = 0x3E8
	addq	$1000, %r15                     # imm = 0x3E8
	cmpq	%r13, %r12
	movq	%rbp, %rsi
	movq	64(%rsp), %rbp                  # 8-byte Reload
	leaq	(,%r13,8), %rdi
	jge	.Lsrbm_BB4_7
.Lsrbm_BB4_4:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB4_17 Depth 2
                                        #     Child Loop BB4_23 Depth 2
	movl	%r13d, %ebx
	subl	%r12d, %ebx
	cmpl	$250, %ebx
	movl	$250, %eax
	cmovgel	%eax, %ebx
	cmpl	%ebx, %ebp
	jge	.Lsrbm_BB4_21
# %bb.5:                                #   in Loop: Header=BB4_4 Depth=1
	leaq	(%r12,%rbp), %rax
	movq	16(%rsp), %rcx                  # 8-byte Reload
	movss	(%rcx,%rax,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	cmpl	$2, %esi
	jl	.Lsrbm_BB4_6
# %bb.14:                               #   in Loop: Header=BB4_4 Depth=1
	movl	$1, %ecx
	cmpl	$2, %esi
	jne	.Lsrbm_BB4_16
# %bb.15:                               #   in Loop: Header=BB4_4 Depth=1
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB4_19
	.p2align	4
.Lsrbm_BB4_6:                                #   in Loop: Header=BB4_4 Depth=1
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB4_20
.Lsrbm_BB4_16:                               # %.preheader.preheader
                                        #   in Loop: Header=BB4_4 Depth=1
	movq	96(%rsp), %rcx                  # 8-byte Reload
	xorl	%edx, %edx
	movaps	%xmm0, %xmm1
	.p2align	4
.Lsrbm_BB4_17:                               # %.preheader
                                        #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movss	(%r15,%rdx), %xmm2              # xmm2 = mem[0],zero,zero,zero
	movaps	%xmm2, %xmm3
	minss	%xmm0, %xmm3
	maxss	%xmm1, %xmm2
	movss	(%r14,%rdx), %xmm1              # xmm1 = mem[0],zero,zero,zero
	movaps	%xmm1, %xmm0
	minss	%xmm3, %xmm0
	maxss	%xmm2, %xmm1
	addq	%rdi, %rdx
	addq	$-2, %rcx
	jne	.Lsrbm_BB4_17
# %bb.18:                               #   in Loop: Header=BB4_4 Depth=1
	movq	88(%rsp), %rcx                  # 8-byte Reload
	testb	$1, 104(%rsp)                   # 1-byte Folded Reload
	je	.Lsrbm_BB4_20
.Lsrbm_BB4_19:                               #   in Loop: Header=BB4_4 Depth=1
	movaps	%xmm1, %xmm2
	movaps	%xmm0, %xmm3
	movq	16(%rsp), %rdx                  # 8-byte Reload
	leaq	(%rdx,%rax,4), %rdx
	imulq	%r13, %rcx
	movss	(%rdx,%rcx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movaps	%xmm1, %xmm0
	minss	%xmm3, %xmm0
	maxss	%xmm2, %xmm1
.Lsrbm_BB4_20:                               #   in Loop: Header=BB4_4 Depth=1
	subss	%xmm0, %xmm1
	movaps	%xmm1, %xmm2
	mulss	.Lsrbm_CPI4_0(%rip), %xmm2
	addss	%xmm0, %xmm2
	movq	72(%rsp), %rcx                  # 8-byte Reload
	movss	%xmm2, (%rcx,%rax,4)
	addss	%xmm1, %xmm1
	leaq	_ZZL6tablesIfEvRK5FrameIT_EE6ranges(%rip), %rax
	movss	%xmm1, (%rax,%rbp,4)
.Lsrbm_BB4_21:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rsi, %rbp
	callq	cotangent_barrier@PLT
	cmpl	%ebx, 12(%rsp)                  # 4-byte Folded Reload
	jge	.Lsrbm_BB4_26
# %bb.22:                               #   in Loop: Header=BB4_4 Depth=1
	movl	56(%rsp), %eax                  # 4-byte Reload
	cmpl	%ebx, %eax
	cmovll	%eax, %ebx
	movslq	%ebx, %rax
	xorps	%xmm0, %xmm0
	movq	112(%rsp), %rcx                 # 8-byte Reload
	movq	48(%rsp), %rdx                  # 8-byte Reload
	.p2align	4
.Lsrbm_BB4_23:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	addss	(%rcx), %xmm0
	incq	%rdx
	addq	$4, %rcx
	cmpq	%rax, %rdx
	jl	.Lsrbm_BB4_23
# %bb.24:                               #   in Loop: Header=BB4_4 Depth=1
	movss	.Lsrbm_CPI4_1(%rip), %xmm1           # xmm1 = [5.0E+1,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm0, %xmm1
	jae	.Lsrbm_BB4_26
# %bb.25:                               #   in Loop: Header=BB4_4 Depth=1
	movb	$1, _ZZL6tablesIfEvRK5FrameIT_EE3far(%rip)
	jmp	.Lsrbm_BB4_26
.Lsrbm_BB4_7:                                # %.loopexit7
	leal	31(%rbp), %ecx
	testl	%ebp, %ebp
	cmovnsl	%ebp, %ecx
	movzbl	_ZZL6tablesIfEvRK5FrameIT_EE3far(%rip), %ebx
	movl	%ecx, %eax
	sarl	$5, %eax
	cmpl	24(%rsp), %eax                  # 4-byte Folded Reload
	jge	.Lsrbm_BB4_11
# %bb.8:
	andl	$-32, %ecx
	movq	64(%rsp), %rdx                  # 8-byte Reload
	movl	%edx, %esi
	subl	%ecx, %esi
	movq	80(%rsp), %rdx                  # 8-byte Reload
	leal	31(%rdx), %ecx
	testl	%edx, %edx
	cmovnsl	%edx, %ecx
	sarl	$5, %ecx
	movl	%esi, 12(%rsp)                  # 4-byte Spill
	movslq	%esi, %rdx
	movq	%rdx, 16(%rsp)                  # 8-byte Spill
	movslq	%eax, %r12
	movslq	%ecx, %rdx
	movq	24(%rsp), %rax                  # 8-byte Reload
	imulq	32(%rsp), %rax                  # 8-byte Folded Reload
	leaq	(%rax,%r12), %r15
	imulq	%r13, %r15
	shlq	$2, %r15
	leaq	176(%rsp), %rcx
	addq	152(%rcx), %r15
	movq	%r13, %rcx
	movq	%rdx, 56(%rsp)                  # 8-byte Spill
	imulq	%rdx, %rcx
	shlq	$2, %rcx
	movq	%rcx, 48(%rsp)                  # 8-byte Spill
	leaq	(,%r12,4), %rcx
	leaq	(%rcx,%rax,4), %r14
	imulq	%r13, %r14
	addq	40(%rsp), %r14                  # 8-byte Folded Reload
	jmp	.Lsrbm_BB4_9
	.p2align	4
.Lsrbm_BB4_10:                               # %.loopexit
                                        #   in Loop: Header=BB4_9 Depth=1
	addq	56(%rsp), %r12                  # 8-byte Folded Reload
	movq	48(%rsp), %rax                  # 8-byte Reload
	addq	%rax, %r15
	addq	%rax, %r14
	cmpq	24(%rsp), %r12                  # 8-byte Folded Reload
	jge	.Lsrbm_BB4_11
.Lsrbm_BB4_9:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB4_27 Depth 2
	movq	16(%rsp), %rbp                  # 8-byte Reload
	cmpl	%r13d, 12(%rsp)                 # 4-byte Folded Reload
	jl	.Lsrbm_BB4_27
	jmp	.Lsrbm_BB4_10
	.p2align	4
.Lsrbm_BB4_29:                               #   in Loop: Header=BB4_27 Depth=2
	movss	%xmm0, (%r15,%rbp,4)
	addq	$32, %rbp
	cmpq	%r13, %rbp
	jge	.Lsrbm_BB4_10
.Lsrbm_BB4_27:                               #   Parent Loop BB4_9 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movss	(%r14,%rbp,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	testb	%bl, %bl
	jne	.Lsrbm_BB4_29
# %bb.28:                               #   in Loop: Header=BB4_27 Depth=2
	movq	72(%rsp), %rax                  # 8-byte Reload
	subss	(%rax,%rbp,4), %xmm0
	addss	%xmm0, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	jmp	.Lsrbm_BB4_29
.Lsrbm_BB4_11:                               # %.loopexit6
	cmpl	$0, 64(%rsp)                    # 4-byte Folded Reload
	jne	.Lsrbm_BB4_13
# %bb.12:
	leaq	176(%rsp), %rax
	movq	160(%rax), %rax
	movq	32(%rsp), %rcx                  # 8-byte Reload
	movb	%bl, (%rax,%rcx)
.Lsrbm_BB4_13:
	movzbl	%bl, %ecx
	leaq	176(%rsp), %rdi
	movq	40(%rsp), %rsi                  # 8-byte Reload
	movq	32(%rsp), %rdx                  # 8-byte Reload
                                        # kill: def $edx killed $edx killed $rdx
	callq	_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib
	addq	$120, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end4:
	.size	tables_f32, .Lfunc_end4-tables_f32
	.cfi_endproc
                                        # -- End function
	.p2align	4                               # -- Begin function _ZL9site_baseIfEvRK5FrameIT_EPKS1_ib
	.type	_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib,@function
_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib:   # @_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$72, %rsp
	.cfi_def_cfa_offset 128
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movl	%ecx, 8(%rsp)                   # 4-byte Spill
	movl	%edx, %ebp
	movq	%rsi, 24(%rsp)                  # 8-byte Spill
	movq	%rdi, %rbx
	callq	cotangent_place@PLT
	movslq	(%rax), %r12
	leal	31(%r12), %edx
	testq	%r12, %r12
	cmovnsl	%r12d, %edx
	movslq	4(%rbx), %rcx
	testq	%rcx, %rcx
	jle	.Lsrbm_BB5_13
# %bb.1:
	movq	%rbx, %rdi
	movl	%edx, %esi
	andl	$-32, %esi
	movl	%r12d, %r8d
	subl	%esi, %r8d
	sarl	$5, %edx
	movl	4(%rax), %eax
	leal	31(%rax), %esi
	testl	%eax, %eax
	cmovnsl	%eax, %esi
	sarl	$5, %esi
	movslq	(%rbx), %rax
	imulq	%rcx, %rax
	movslq	%ebp, %r9
	movq	%r9, 56(%rsp)                   # 8-byte Spill
	incq	%rax
	movq	%rax, 32(%rsp)                  # 8-byte Spill
	movl	%r8d, 4(%rsp)                   # 4-byte Spill
	movslq	%r8d, %rax
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	movslq	%esi, %rax
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	movslq	%edx, %r13
	xorl	%ebp, %ebp
	leaq	_ZZL9site_baseIfEvRK5FrameIT_EPKS1_ibE4sums(%rip), %rbx
	movq	%r13, 40(%rsp)                  # 8-byte Spill
	movq	%rdi, 64(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB5_2
	.p2align	4
.Lsrbm_BB5_11:                               #   in Loop: Header=BB5_2 Depth=1
	subss	(%rbx,%r12,4), %xmm0
	subss	4(%rbx,%r12,4), %xmm0
	subss	8(%rbx,%r12,4), %xmm0
	subss	12(%rbx,%r12,4), %xmm0
	subss	16(%rbx,%r12,4), %xmm0
	subss	20(%rbx,%r12,4), %xmm0
	subss	24(%rbx,%r12,4), %xmm0
	subss	28(%rbx,%r12,4), %xmm0
	subss	32(%rbx,%r12,4), %xmm0
	subss	36(%rbx,%r12,4), %xmm0
	subss	40(%rbx,%r12,4), %xmm0
	subss	44(%rbx,%r12,4), %xmm0
	subss	48(%rbx,%r12,4), %xmm0
	subss	52(%rbx,%r12,4), %xmm0
	subss	56(%rbx,%r12,4), %xmm0
	subss	60(%rbx,%r12,4), %xmm0
	subss	64(%rbx,%r12,4), %xmm0
	subss	68(%rbx,%r12,4), %xmm0
	subss	72(%rbx,%r12,4), %xmm0
	subss	76(%rbx,%r12,4), %xmm0
	subss	80(%rbx,%r12,4), %xmm0
	subss	84(%rbx,%r12,4), %xmm0
	subss	88(%rbx,%r12,4), %xmm0
	subss	92(%rbx,%r12,4), %xmm0
	subss	96(%rbx,%r12,4), %xmm0
	subss	100(%rbx,%r12,4), %xmm0
	subss	104(%rbx,%r12,4), %xmm0
	subss	108(%rbx,%r12,4), %xmm0
	subss	112(%rbx,%r12,4), %xmm0
	subss	116(%rbx,%r12,4), %xmm0
	subss	120(%rbx,%r12,4), %xmm0
	subss	124(%rbx,%r12,4), %xmm0
	movq	136(%rdi), %rdx
	movss	%xmm0, (%rdx,%r14,4)
.Lsrbm_BB5_12:                               #   in Loop: Header=BB5_2 Depth=1
	movq	48(%rsp), %rdx                  # 8-byte Reload
	addq	%rdx, %rbp
	addq	%rdx, %r13
	cmpq	%rax, %rbp
	jge	.Lsrbm_BB5_13
.Lsrbm_BB5_2:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB5_6 Depth 2
	movq	40(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rbp), %r15
	movslq	%ecx, %rax
	movq	%rax, %r14
	imulq	56(%rsp), %r14                  # 8-byte Folded Reload
	xorps	%xmm0, %xmm0
	cmpb	$0, 8(%rsp)                     # 1-byte Folded Reload
	jne	.Lsrbm_BB5_7
# %bb.3:                                #   in Loop: Header=BB5_2 Depth=1
	cmpq	%rax, %r15
	jge	.Lsrbm_BB5_7
# %bb.4:                                #   in Loop: Header=BB5_2 Depth=1
	movslq	8(%rdi), %rax
	cmpl	%eax, 4(%rsp)                   # 4-byte Folded Reload
	jge	.Lsrbm_BB5_7
# %bb.5:                                #   in Loop: Header=BB5_2 Depth=1
	leaq	(%r14,%r13), %rcx
	imulq	%rax, %rcx
	movq	24(%rsp), %rdx                  # 8-byte Reload
	leaq	(%rdx,%rcx,4), %rcx
	movq	16(%rsp), %rdx                  # 8-byte Reload
	.p2align	4
.Lsrbm_BB5_6:                                #   Parent Loop BB5_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	addss	(%rcx,%rdx,4), %xmm0
	addq	$32, %rdx
	cmpq	%rax, %rdx
	jl	.Lsrbm_BB5_6
.Lsrbm_BB5_7:                                # %.loopexit
                                        #   in Loop: Header=BB5_2 Depth=1
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	callq	cotangent_barrier@PLT
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rbx,%r12,4)
	callq	cotangent_barrier@PLT
	movq	64(%rsp), %rdi                  # 8-byte Reload
	movl	4(%rdi), %ecx
	movslq	%ecx, %rax
	cmpl	$0, 4(%rsp)                     # 4-byte Folded Reload
	jne	.Lsrbm_BB5_12
# %bb.8:                                # %.loopexit
                                        #   in Loop: Header=BB5_2 Depth=1
	cmpq	%rax, %r15
	jge	.Lsrbm_BB5_12
# %bb.9:                                #   in Loop: Header=BB5_2 Depth=1
	addq	%r15, %r14
	movq	96(%rdi), %rdx
	movss	(%rdx,%r14,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	cmpl	$0, 24(%rdi)
	je	.Lsrbm_BB5_11
# %bb.10:                               #   in Loop: Header=BB5_2 Depth=1
	movq	104(%rdi), %rdx
	movq	%r14, %rsi
	imulq	32(%rsp), %rsi                  # 8-byte Folded Reload
	addss	(%rdx,%rsi,4), %xmm0
	jmp	.Lsrbm_BB5_11
.Lsrbm_BB5_13:                               # %.loopexit3
	addq	$72, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end5:
	.size	_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib, .Lfunc_end5-_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function tables_f64
.Lsrbm_CPI6_0:
	.quad	0x3fe0000000000000              # double 0.5
.Lsrbm_CPI6_1:
	.quad	0x4072c00000000000              # double 300
	.text
	.globl	tables_f64
	.p2align	4
	.type	tables_f64,@function
tables_f64:                             # @tables_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$120, %rsp
	.cfi_def_cfa_offset 176
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rsi
	movslq	8(%rax), %rdx
	movslq	184(%rsp), %r13
	movq	%r13, %r14
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	imulq	%rdx, %r14
	leaq	(,%r14,8), %rdx
	movq	%rsi, (%rsp)                    # 8-byte Spill
	testq	%rsi, %rsi
	jne	.Lsrbm_BB6_2
# %bb.1:
	movb	$0, _ZZL6tablesIdEvRK5FrameIT_EE3far(%rip)
.Lsrbm_BB6_2:
	movslq	180(%rsp), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	movq	288(%rsp), %rcx
	movq	%rcx, 40(%rsp)                  # 8-byte Spill
	addq	320(%rsp), %rdx
	movq	%rdx, 64(%rsp)                  # 8-byte Spill
	movl	4(%rax), %eax
	movq	%rax, 72(%rsp)                  # 8-byte Spill
	callq	cotangent_barrier@PLT
	testl	%r13d, %r13d
	jle	.Lsrbm_BB6_7
# %bb.3:
	movq	24(%rsp), %rax                  # 8-byte Reload
	imulq	%rax, %r14
	movl	%eax, %esi
	movq	40(%rsp), %rdx                  # 8-byte Reload
	leaq	(%rdx,%r14,8), %rax
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	movq	(%rsp), %rcx                    # 8-byte Reload
	leal	(%rcx,%rcx), %eax
	leal	(%rax,%rax,4), %edi
	leal	10(%rax,%rax,4), %eax
	movl	%eax, 48(%rsp)                  # 4-byte Spill
	movl	%edi, 12(%rsp)                  # 4-byte Spill
	movslq	%edi, %rdi
	movq	%rsi, 56(%rsp)                  # 8-byte Spill
	decq	%rsi
	movq	%rsi, %rax
	andq	$-2, %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	movq	%rsi, 96(%rsp)                  # 8-byte Spill
	orq	$1, %rsi
	movq	%rsi, 80(%rsp)                  # 8-byte Spill
	movq	%r13, %rbx
	shlq	$4, %rbx
	leaq	(,%rcx,8), %rax
	leaq	(%rax,%r14,8), %rax
	leaq	(%rdx,%rbx), %r14
	addq	%rax, %r14
	leaq	(%rax,%r13,8), %r15
	addq	%rdx, %r15
	leaq	_ZZL6tablesIdEvRK5FrameIT_EE6ranges(%rip), %rax
	movq	%rdi, 112(%rsp)                 # 8-byte Spill
	leaq	(%rax,%rdi,8), %rax
	movq	%rax, 104(%rsp)                 # 8-byte Spill
	xorl	%r12d, %r12d
	jmp	.Lsrbm_BB6_4
	.p2align	4
.Lsrbm_BB6_26:                               #   in Loop: Header=BB6_4 Depth=1
	callq	cotangent_barrier@PLT
	addq	$250, %r12
	addq	$2000, %r14                     # imm = 0x7D0
	addq	$2000, %r15                     # imm = 0x7D0
	cmpq	%r13, %r12
	jge	.Lsrbm_BB6_7
.Lsrbm_BB6_4:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB6_17 Depth 2
                                        #     Child Loop BB6_23 Depth 2
	movl	%r13d, %ebp
	subl	%r12d, %ebp
	cmpl	$250, %ebp
	movl	$250, %eax
	cmovgel	%eax, %ebp
	cmpl	%ebp, (%rsp)                    # 4-byte Folded Reload
	jge	.Lsrbm_BB6_21
# %bb.5:                                #   in Loop: Header=BB6_4 Depth=1
	movq	(%rsp), %rax                    # 8-byte Reload
	addq	%r12, %rax
	movq	16(%rsp), %rcx                  # 8-byte Reload
	movsd	(%rcx,%rax,8), %xmm0            # xmm0 = mem[0],zero
	movq	56(%rsp), %rdx                  # 8-byte Reload
	cmpl	$2, %edx
	jl	.Lsrbm_BB6_6
# %bb.14:                               #   in Loop: Header=BB6_4 Depth=1
	movl	$1, %ecx
	cmpl	$2, %edx
	jne	.Lsrbm_BB6_16
# %bb.15:                               #   in Loop: Header=BB6_4 Depth=1
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB6_19
	.p2align	4
.Lsrbm_BB6_6:                                #   in Loop: Header=BB6_4 Depth=1
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB6_20
.Lsrbm_BB6_16:                               # %.preheader.preheader
                                        #   in Loop: Header=BB6_4 Depth=1
	movq	88(%rsp), %rcx                  # 8-byte Reload
	xorl	%edx, %edx
	movapd	%xmm0, %xmm1
	.p2align	4
.Lsrbm_BB6_17:                               # %.preheader
                                        #   Parent Loop BB6_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movsd	(%r15,%rdx), %xmm2              # xmm2 = mem[0],zero
	movapd	%xmm2, %xmm3
	minsd	%xmm0, %xmm3
	maxsd	%xmm1, %xmm2
	movsd	(%r14,%rdx), %xmm1              # xmm1 = mem[0],zero
	movapd	%xmm1, %xmm0
	minsd	%xmm3, %xmm0
	maxsd	%xmm2, %xmm1
	addq	%rbx, %rdx
	addq	$-2, %rcx
	jne	.Lsrbm_BB6_17
# %bb.18:                               #   in Loop: Header=BB6_4 Depth=1
	movq	80(%rsp), %rcx                  # 8-byte Reload
	testb	$1, 96(%rsp)                    # 1-byte Folded Reload
	je	.Lsrbm_BB6_20
.Lsrbm_BB6_19:                               #   in Loop: Header=BB6_4 Depth=1
	movapd	%xmm1, %xmm2
	movapd	%xmm0, %xmm3
	movq	16(%rsp), %rdx                  # 8-byte Reload
	leaq	(%rdx,%rax,8), %rdx
	imulq	%r13, %rcx
	movsd	(%rdx,%rcx,8), %xmm1            # xmm1 = mem[0],zero
	movapd	%xmm1, %xmm0
	minsd	%xmm3, %xmm0
	maxsd	%xmm2, %xmm1
.Lsrbm_BB6_20:                               #   in Loop: Header=BB6_4 Depth=1
	subsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm2
	mulsd	.Lsrbm_CPI6_0(%rip), %xmm2
	addsd	%xmm0, %xmm2
	movq	64(%rsp), %rcx                  # 8-byte Reload
	movsd	%xmm2, (%rcx,%rax,8)
	addsd	%xmm1, %xmm1
	movq	(%rsp), %rax                    # 8-byte Reload
	leaq	_ZZL6tablesIdEvRK5FrameIT_EE6ranges(%rip), %rcx
	movsd	%xmm1, (%rcx,%rax,8)
.Lsrbm_BB6_21:                               #   in Loop: Header=BB6_4 Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%ebp, 12(%rsp)                  # 4-byte Folded Reload
	jge	.Lsrbm_BB6_26
# %bb.22:                               #   in Loop: Header=BB6_4 Depth=1
	movl	48(%rsp), %eax                  # 4-byte Reload
	cmpl	%ebp, %eax
	cmovll	%eax, %ebp
	movslq	%ebp, %rax
	xorpd	%xmm0, %xmm0
	movq	104(%rsp), %rcx                 # 8-byte Reload
	movq	112(%rsp), %rdx                 # 8-byte Reload
	.p2align	4
.Lsrbm_BB6_23:                               #   Parent Loop BB6_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	addsd	(%rcx), %xmm0
	incq	%rdx
	addq	$8, %rcx
	cmpq	%rax, %rdx
	jl	.Lsrbm_BB6_23
# %bb.24:                               #   in Loop: Header=BB6_4 Depth=1
	movsd	.Lsrbm_CPI6_1(%rip), %xmm1           # xmm1 = [3.0E+2,0.0E+0]
	ucomisd	%xmm0, %xmm1
	jae	.Lsrbm_BB6_26
# %bb.25:                               #   in Loop: Header=BB6_4 Depth=1
	movb	$1, _ZZL6tablesIdEvRK5FrameIT_EE3far(%rip)
	jmp	.Lsrbm_BB6_26
.Lsrbm_BB6_7:                                # %.loopexit7
	movq	(%rsp), %rax                    # 8-byte Reload
	leal	31(%rax), %ecx
	testl	%eax, %eax
	cmovnsl	%eax, %ecx
	movzbl	_ZZL6tablesIdEvRK5FrameIT_EE3far(%rip), %ebx
	movl	%ecx, %eax
	sarl	$5, %eax
	cmpl	24(%rsp), %eax                  # 4-byte Folded Reload
	jge	.Lsrbm_BB6_11
# %bb.8:
	andl	$-32, %ecx
	movq	(%rsp), %rdx                    # 8-byte Reload
	movl	%edx, %esi
	subl	%ecx, %esi
	movq	72(%rsp), %rdx                  # 8-byte Reload
	leal	31(%rdx), %ecx
	testl	%edx, %edx
	cmovnsl	%edx, %ecx
	sarl	$5, %ecx
	movl	%esi, 12(%rsp)                  # 4-byte Spill
	movslq	%esi, %rdx
	movq	%rdx, 16(%rsp)                  # 8-byte Spill
	movslq	%eax, %r15
	movslq	%ecx, %rdx
	movq	24(%rsp), %rax                  # 8-byte Reload
	imulq	32(%rsp), %rax                  # 8-byte Folded Reload
	leaq	(%rax,%r15), %rbp
	imulq	%r13, %rbp
	shlq	$3, %rbp
	leaq	176(%rsp), %rcx
	addq	152(%rcx), %rbp
	movq	%r13, %rcx
	movq	%rdx, 56(%rsp)                  # 8-byte Spill
	imulq	%rdx, %rcx
	shlq	$3, %rcx
	movq	%rcx, 48(%rsp)                  # 8-byte Spill
	leaq	(,%r15,8), %rcx
	leaq	(%rcx,%rax,8), %r12
	imulq	%r13, %r12
	addq	40(%rsp), %r12                  # 8-byte Folded Reload
	jmp	.Lsrbm_BB6_9
	.p2align	4
.Lsrbm_BB6_10:                               # %.loopexit
                                        #   in Loop: Header=BB6_9 Depth=1
	addq	56(%rsp), %r15                  # 8-byte Folded Reload
	movq	48(%rsp), %rax                  # 8-byte Reload
	addq	%rax, %rbp
	addq	%rax, %r12
	cmpq	24(%rsp), %r15                  # 8-byte Folded Reload
	jge	.Lsrbm_BB6_11
.Lsrbm_BB6_9:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB6_27 Depth 2
	movq	16(%rsp), %r14                  # 8-byte Reload
	cmpl	%r13d, 12(%rsp)                 # 4-byte Folded Reload
	jl	.Lsrbm_BB6_27
	jmp	.Lsrbm_BB6_10
	.p2align	4
.Lsrbm_BB6_29:                               #   in Loop: Header=BB6_27 Depth=2
	movsd	%xmm0, (%rbp,%r14,8)
	addq	$32, %r14
	cmpq	%r13, %r14
	jge	.Lsrbm_BB6_10
.Lsrbm_BB6_27:                               #   Parent Loop BB6_9 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movsd	(%r12,%r14,8), %xmm0            # xmm0 = mem[0],zero
	testb	%bl, %bl
	jne	.Lsrbm_BB6_29
# %bb.28:                               #   in Loop: Header=BB6_27 Depth=2
	movq	64(%rsp), %rax                  # 8-byte Reload
	subsd	(%rax,%r14,8), %xmm0
	addsd	%xmm0, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	jmp	.Lsrbm_BB6_29
.Lsrbm_BB6_11:                               # %.loopexit6
	cmpl	$0, (%rsp)                      # 4-byte Folded Reload
	jne	.Lsrbm_BB6_13
# %bb.12:
	leaq	176(%rsp), %rax
	movq	160(%rax), %rax
	movq	32(%rsp), %rcx                  # 8-byte Reload
	movb	%bl, (%rax,%rcx)
.Lsrbm_BB6_13:
	movzbl	%bl, %ecx
	leaq	176(%rsp), %rdi
	movq	40(%rsp), %rsi                  # 8-byte Reload
	movq	32(%rsp), %rdx                  # 8-byte Reload
                                        # kill: def $edx killed $edx killed $rdx
	callq	_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib
	addq	$120, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end6:
	.size	tables_f64, .Lfunc_end6-tables_f64
	.cfi_endproc
                                        # -- End function
	.p2align	4                               # -- Begin function _ZL9site_baseIdEvRK5FrameIT_EPKS1_ib
	.type	_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib,@function
_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib:   # @_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$72, %rsp
	.cfi_def_cfa_offset 128
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movl	%ecx, 4(%rsp)                   # 4-byte Spill
	movl	%edx, %ebp
	movq	%rsi, 16(%rsp)                  # 8-byte Spill
	movq	%rdi, %rbx
	callq	cotangent_place@PLT
	movslq	(%rax), %r12
	leal	31(%r12), %edx
	testq	%r12, %r12
	cmovnsl	%r12d, %edx
	movslq	4(%rbx), %rcx
	testq	%rcx, %rcx
	jle	.Lsrbm_BB7_13
# %bb.1:
	movq	%rbx, %rdi
	movl	%edx, %esi
	andl	$-32, %esi
	movl	%r12d, %r8d
	subl	%esi, %r8d
	sarl	$5, %edx
	movl	4(%rax), %eax
	leal	31(%rax), %esi
	testl	%eax, %eax
	cmovnsl	%eax, %esi
	sarl	$5, %esi
	movslq	(%rbx), %rax
	imulq	%rcx, %rax
	movslq	%ebp, %r9
	movq	%r9, 48(%rsp)                   # 8-byte Spill
	incq	%rax
	movq	%rax, 24(%rsp)                  # 8-byte Spill
	movl	%r8d, (%rsp)                    # 4-byte Spill
	movslq	%r8d, %rax
	movq	%rax, 8(%rsp)                   # 8-byte Spill
	movslq	%esi, %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	movslq	%edx, %r13
	xorl	%ebp, %ebp
	leaq	_ZZL9site_baseIdEvRK5FrameIT_EPKS1_ibE4sums(%rip), %rbx
	movq	%r13, 32(%rsp)                  # 8-byte Spill
	movq	%rdi, 56(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB7_2
	.p2align	4
.Lsrbm_BB7_11:                               #   in Loop: Header=BB7_2 Depth=1
	subsd	(%rbx,%r12,8), %xmm0
	subsd	8(%rbx,%r12,8), %xmm0
	subsd	16(%rbx,%r12,8), %xmm0
	subsd	24(%rbx,%r12,8), %xmm0
	subsd	32(%rbx,%r12,8), %xmm0
	subsd	40(%rbx,%r12,8), %xmm0
	subsd	48(%rbx,%r12,8), %xmm0
	subsd	56(%rbx,%r12,8), %xmm0
	subsd	64(%rbx,%r12,8), %xmm0
	subsd	72(%rbx,%r12,8), %xmm0
	subsd	80(%rbx,%r12,8), %xmm0
	subsd	88(%rbx,%r12,8), %xmm0
	subsd	96(%rbx,%r12,8), %xmm0
	subsd	104(%rbx,%r12,8), %xmm0
	subsd	112(%rbx,%r12,8), %xmm0
	subsd	120(%rbx,%r12,8), %xmm0
	subsd	128(%rbx,%r12,8), %xmm0
	subsd	136(%rbx,%r12,8), %xmm0
	subsd	144(%rbx,%r12,8), %xmm0
	subsd	152(%rbx,%r12,8), %xmm0
	subsd	160(%rbx,%r12,8), %xmm0
	subsd	168(%rbx,%r12,8), %xmm0
	subsd	176(%rbx,%r12,8), %xmm0
	subsd	184(%rbx,%r12,8), %xmm0
	subsd	192(%rbx,%r12,8), %xmm0
	subsd	200(%rbx,%r12,8), %xmm0
	subsd	208(%rbx,%r12,8), %xmm0
	subsd	216(%rbx,%r12,8), %xmm0
	subsd	224(%rbx,%r12,8), %xmm0
	subsd	232(%rbx,%r12,8), %xmm0
	subsd	240(%rbx,%r12,8), %xmm0
	subsd	248(%rbx,%r12,8), %xmm0
	movq	136(%rdi), %rdx
	movsd	%xmm0, (%rdx,%r14,8)
.Lsrbm_BB7_12:                               #   in Loop: Header=BB7_2 Depth=1
	movq	40(%rsp), %rdx                  # 8-byte Reload
	addq	%rdx, %rbp
	addq	%rdx, %r13
	cmpq	%rax, %rbp
	jge	.Lsrbm_BB7_13
.Lsrbm_BB7_2:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB7_6 Depth 2
	movq	32(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rbp), %r15
	movslq	%ecx, %rax
	movq	%rax, %r14
	imulq	48(%rsp), %r14                  # 8-byte Folded Reload
	xorpd	%xmm0, %xmm0
	cmpb	$0, 4(%rsp)                     # 1-byte Folded Reload
	jne	.Lsrbm_BB7_7
# %bb.3:                                #   in Loop: Header=BB7_2 Depth=1
	cmpq	%rax, %r15
	jge	.Lsrbm_BB7_7
# %bb.4:                                #   in Loop: Header=BB7_2 Depth=1
	movslq	8(%rdi), %rax
	cmpl	%eax, (%rsp)                    # 4-byte Folded Reload
	jge	.Lsrbm_BB7_7
# %bb.5:                                #   in Loop: Header=BB7_2 Depth=1
	leaq	(%r14,%r13), %rcx
	imulq	%rax, %rcx
	movq	16(%rsp), %rdx                  # 8-byte Reload
	leaq	(%rdx,%rcx,8), %rcx
	movq	8(%rsp), %rdx                   # 8-byte Reload
	.p2align	4
.Lsrbm_BB7_6:                                #   Parent Loop BB7_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	addsd	(%rcx,%rdx,8), %xmm0
	addq	$32, %rdx
	cmpq	%rax, %rdx
	jl	.Lsrbm_BB7_6
.Lsrbm_BB7_7:                                # %.loopexit
                                        #   in Loop: Header=BB7_2 Depth=1
	movsd	%xmm0, 64(%rsp)                 # 8-byte Spill
	callq	cotangent_barrier@PLT
	movsd	64(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rbx,%r12,8)
	callq	cotangent_barrier@PLT
	movq	56(%rsp), %rdi                  # 8-byte Reload
	movl	4(%rdi), %ecx
	movslq	%ecx, %rax
	cmpl	$0, (%rsp)                      # 4-byte Folded Reload
	jne	.Lsrbm_BB7_12
# %bb.8:                                # %.loopexit
                                        #   in Loop: Header=BB7_2 Depth=1
	cmpq	%rax, %r15
	jge	.Lsrbm_BB7_12
# %bb.9:                                #   in Loop: Header=BB7_2 Depth=1
	addq	%r15, %r14
	movq	96(%rdi), %rdx
	movsd	(%rdx,%r14,8), %xmm0            # xmm0 = mem[0],zero
	cmpl	$0, 24(%rdi)
	je	.Lsrbm_BB7_11
# %bb.10:                               #   in Loop: Header=BB7_2 Depth=1
	movq	104(%rdi), %rdx
	movq	%r14, %rsi
	imulq	24(%rsp), %rsi                  # 8-byte Folded Reload
	addsd	(%rdx,%rsi,8), %xmm0
	jmp	.Lsrbm_BB7_11
.Lsrbm_BB7_13:                               # %.loopexit3
	addq	$72, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end7:
	.size	_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib, .Lfunc_end7-_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib
	.cfi_endproc
                                        # -- End function
	.globl	tables_jvp_f32                  # -- Begin function tables_jvp_f32
	.p2align	4
	.type	tables_jvp_f32,@function
tables_jvp_f32:                         # @tables_jvp_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$88, %rsp
	.cfi_def_cfa_offset 144
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	144(%rsp), %r15
	callq	cotangent_place@PLT
	movl	(%rax), %edi
	movslq	8(%rax), %rdx
	movq	304(%rsp), %rcx
	movzbl	(%rcx,%rdx), %ebp
	leal	31(%rdi), %esi
	testl	%edi, %edi
	cmovnsl	%edi, %esi
	movl	%esi, %ecx
	sarl	$5, %ecx
	movslq	148(%rsp), %r8
	cmpl	%r8d, %ecx
	jge	.Lsrbm_BB8_1
# %bb.3:
	andl	$-32, %esi
	subl	%esi, %edi
	movl	4(%rax), %eax
	leal	31(%rax), %esi
	testl	%eax, %eax
	cmovnsl	%eax, %esi
	sarl	$5, %esi
	movq	%rdi, 72(%rsp)                  # 8-byte Spill
	movslq	%edi, %rax
	movq	%rax, 56(%rsp)                  # 8-byte Spill
	movslq	%ecx, %rdi
	movslq	%esi, %rsi
	movslq	8(%r15), %r13
	movq	%r8, 64(%rsp)                   # 8-byte Spill
	movq	%r8, %rax
	imulq	%rdx, %rax
	movq	328(%r15), %rcx
	movq	%r13, %r8
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	imulq	%rdx, %r8
	shlq	$2, %r8
	addq	144(%r15), %r8
	movq	%r8, 80(%rsp)                   # 8-byte Spill
	movq	%rdi, 16(%rsp)                  # 8-byte Spill
	addq	%rdi, %rax
	imulq	%r13, %rax
	leaq	(,%rax,4), %r12
	movq	336(%r15), %r14
	addq	%r12, %r14
	movq	%r13, %rdx
	movq	%rsi, 48(%rsp)                  # 8-byte Spill
	imulq	%rsi, %rdx
	shlq	$2, %rdx
	movq	%rdx, 40(%rsp)                  # 8-byte Spill
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	leaq	(%rcx,%rax,4), %rbx
	addq	112(%r15), %r12
	jmp	.Lsrbm_BB8_4
	.p2align	4
.Lsrbm_BB8_5:                                # %.loopexit
                                        #   in Loop: Header=BB8_4 Depth=1
	movq	16(%rsp), %rax                  # 8-byte Reload
	addq	48(%rsp), %rax                  # 8-byte Folded Reload
	movq	40(%rsp), %rcx                  # 8-byte Reload
	addq	%rcx, %r14
	addq	%rcx, %rbx
	addq	%rcx, %r12
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	cmpq	64(%rsp), %rax                  # 8-byte Folded Reload
	jge	.Lsrbm_BB8_6
.Lsrbm_BB8_4:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB8_7 Depth 2
	movq	56(%rsp), %r15                  # 8-byte Reload
	cmpl	%r13d, 72(%rsp)                 # 4-byte Folded Reload
	jl	.Lsrbm_BB8_7
	jmp	.Lsrbm_BB8_5
	.p2align	4
.Lsrbm_BB8_9:                                #   in Loop: Header=BB8_7 Depth=2
	movss	(%r12,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movss	(%rbx,%r15,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movq	80(%rsp), %rax                  # 8-byte Reload
	subss	(%rax,%r15,4), %xmm0
	addss	%xmm0, %xmm0
	addss	%xmm1, %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	callq	*__nv_expf@GOTPCREL(%rip)
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
.Lsrbm_BB8_10:                               #   in Loop: Header=BB8_7 Depth=2
	movss	%xmm0, (%r14,%r15,4)
	addq	$32, %r15
	cmpq	%r13, %r15
	jge	.Lsrbm_BB8_5
.Lsrbm_BB8_7:                                #   Parent Loop BB8_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	testb	%bpl, %bpl
	je	.Lsrbm_BB8_9
# %bb.8:                                #   in Loop: Header=BB8_7 Depth=2
	movss	(%rbx,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	jmp	.Lsrbm_BB8_10
.Lsrbm_BB8_1:
	movq	328(%r15), %rsi
	jmp	.Lsrbm_BB8_2
.Lsrbm_BB8_6:
	leaq	144(%rsp), %r15
	movq	32(%rsp), %rdx                  # 8-byte Reload
	movq	24(%rsp), %rsi                  # 8-byte Reload
.Lsrbm_BB8_2:                                # %.loopexit4
	xorl	%ecx, %ecx
	testb	%bpl, %bpl
	setne	%cl
	movq	%r15, %rdi
                                        # kill: def $edx killed $edx killed $rdx
	callq	_ZL9site_baseIfEvRK5FrameIT_EPKS1_ib
	addq	$88, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end8:
	.size	tables_jvp_f32, .Lfunc_end8-tables_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	tables_jvp_f64                  # -- Begin function tables_jvp_f64
	.p2align	4
	.type	tables_jvp_f64,@function
tables_jvp_f64:                         # @tables_jvp_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$88, %rsp
	.cfi_def_cfa_offset 144
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	144(%rsp), %r15
	callq	cotangent_place@PLT
	movl	(%rax), %edi
	movslq	8(%rax), %rdx
	movq	304(%rsp), %rcx
	movzbl	(%rcx,%rdx), %ebp
	leal	31(%rdi), %esi
	testl	%edi, %edi
	cmovnsl	%edi, %esi
	movl	%esi, %ecx
	sarl	$5, %ecx
	movslq	148(%rsp), %r8
	cmpl	%r8d, %ecx
	jge	.Lsrbm_BB9_1
# %bb.3:
	andl	$-32, %esi
	subl	%esi, %edi
	movl	4(%rax), %eax
	leal	31(%rax), %esi
	testl	%eax, %eax
	cmovnsl	%eax, %esi
	sarl	$5, %esi
	movq	%rdi, 64(%rsp)                  # 8-byte Spill
	movslq	%edi, %rax
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	movslq	%ecx, %rdi
	movslq	%esi, %rsi
	movslq	8(%r15), %r13
	movq	%r8, 56(%rsp)                   # 8-byte Spill
	movq	%r8, %rax
	imulq	%rdx, %rax
	movq	328(%r15), %rcx
	movq	%r13, %r8
	movq	%rdx, 24(%rsp)                  # 8-byte Spill
	imulq	%rdx, %r8
	shlq	$3, %r8
	addq	144(%r15), %r8
	movq	%r8, 72(%rsp)                   # 8-byte Spill
	movq	%rdi, 8(%rsp)                   # 8-byte Spill
	addq	%rdi, %rax
	imulq	%r13, %rax
	leaq	(,%rax,8), %r12
	movq	336(%r15), %r14
	addq	%r12, %r14
	movq	%r13, %rdx
	movq	%rsi, 40(%rsp)                  # 8-byte Spill
	imulq	%rsi, %rdx
	shlq	$3, %rdx
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	leaq	(%rcx,%rax,8), %rbx
	addq	112(%r15), %r12
	jmp	.Lsrbm_BB9_4
	.p2align	4
.Lsrbm_BB9_5:                                # %.loopexit
                                        #   in Loop: Header=BB9_4 Depth=1
	movq	8(%rsp), %rax                   # 8-byte Reload
	addq	40(%rsp), %rax                  # 8-byte Folded Reload
	movq	32(%rsp), %rcx                  # 8-byte Reload
	addq	%rcx, %r14
	addq	%rcx, %rbx
	addq	%rcx, %r12
	movq	%rax, 8(%rsp)                   # 8-byte Spill
	cmpq	56(%rsp), %rax                  # 8-byte Folded Reload
	jge	.Lsrbm_BB9_6
.Lsrbm_BB9_4:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB9_7 Depth 2
	movq	48(%rsp), %r15                  # 8-byte Reload
	cmpl	%r13d, 64(%rsp)                 # 4-byte Folded Reload
	jl	.Lsrbm_BB9_7
	jmp	.Lsrbm_BB9_5
	.p2align	4
.Lsrbm_BB9_9:                                #   in Loop: Header=BB9_7 Depth=2
	movsd	(%r12,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movsd	(%rbx,%r15,8), %xmm1            # xmm1 = mem[0],zero
	movq	72(%rsp), %rax                  # 8-byte Reload
	subsd	(%rax,%r15,8), %xmm0
	addsd	%xmm0, %xmm0
	addsd	%xmm1, %xmm1
	movsd	%xmm1, 80(%rsp)                 # 8-byte Spill
	callq	*__nv_exp@GOTPCREL(%rip)
	mulsd	80(%rsp), %xmm0                 # 8-byte Folded Reload
.Lsrbm_BB9_10:                               #   in Loop: Header=BB9_7 Depth=2
	movsd	%xmm0, (%r14,%r15,8)
	addq	$32, %r15
	cmpq	%r13, %r15
	jge	.Lsrbm_BB9_5
.Lsrbm_BB9_7:                                #   Parent Loop BB9_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	testb	%bpl, %bpl
	je	.Lsrbm_BB9_9
# %bb.8:                                #   in Loop: Header=BB9_7 Depth=2
	movsd	(%rbx,%r15,8), %xmm0            # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB9_10
.Lsrbm_BB9_1:
	movq	328(%r15), %rsi
	jmp	.Lsrbm_BB9_2
.Lsrbm_BB9_6:
	leaq	144(%rsp), %r15
	movq	24(%rsp), %rdx                  # 8-byte Reload
	movq	16(%rsp), %rsi                  # 8-byte Reload
.Lsrbm_BB9_2:                                # %.loopexit4
	xorl	%ecx, %ecx
	testb	%bpl, %bpl
	setne	%cl
	movq	%r15, %rdi
                                        # kill: def $edx killed $edx killed $rdx
	callq	_ZL9site_baseIdEvRK5FrameIT_EPKS1_ib
	addq	$88, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end9:
	.size	tables_jvp_f64, .Lfunc_end9-tables_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function inputs_f32
.Lsrbm_CPI10_0:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI10_2:
	.long	0x3f800000                      # float 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI10_1:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	inputs_f32
	.p2align	4
	.type	inputs_f32,@function
inputs_f32:                             # @inputs_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$88, %rsp
	.cfi_def_cfa_offset 144
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbx
	imulq	%rdx, %rbx
	addq	%rcx, %rbx
	movslq	156(%rsp), %rax
	movslq	152(%rsp), %rcx
	imulq	%rcx, %rax
	cmpq	%rax, %rbx
	jae	.Lsrbm_BB10_19
# %bb.1:
	leaq	144(%rsp), %r14
	movq	%rbx, %rax
	orq	%rcx, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB10_2
# %bb.3:
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%rcx
	jmp	.Lsrbm_BB10_4
.Lsrbm_BB10_2:
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%ecx
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB10_4:
	movslq	%edx, %rdx
	movslq	16(%r14), %r15
	imulq	%rdx, %r15
	cltq
	addq	%rax, %r15
	movq	120(%r14), %rsi
	movss	(%rsi,%rdx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movslq	(%r14), %rsi
	testq	%rsi, %rsi
	jle	.Lsrbm_BB10_12
# %bb.5:
	shlq	$2, %rdx
	addq	112(%r14), %rdx
	movslq	20(%r14), %rdi
	addq	64(%r14), %rax
	movslq	4(%r14), %r8
	movl	%esi, %r9d
	andl	$15, %r9d
	cmpl	$16, %esi
	jae	.Lsrbm_BB10_7
# %bb.6:
	xorl	%esi, %esi
	jmp	.Lsrbm_BB10_10
.Lsrbm_BB10_7:
	movq	%r15, 24(%rsp)                  # 8-byte Spill
	movq	%rbx, 32(%rsp)                  # 8-byte Spill
	andl	$2147483632, %esi               # imm = 0x7FFFFFF0
	leaq	(%r8,%r8,4), %r10
	leaq	(%r10,%r10,2), %r11
	movq	%r11, (%rsp)                    # 8-byte Spill
	movq	%r8, %r12
	shlq	$4, %r12
	leaq	(%r8,%r8), %r11
	movq	%r12, %rbx
	subq	%r11, %rbx
	movq	%rbx, 80(%rsp)                  # 8-byte Spill
	leaq	(%r8,%r8,2), %rbx
	leaq	(%r8,%rbx,4), %rbx
	movq	%rbx, 72(%rsp)                  # 8-byte Spill
	leaq	(,%r8,4), %rbx
	leaq	(%rbx,%rbx,2), %rbx
	movq	%rbx, 64(%rsp)                  # 8-byte Spill
	leaq	(%r8,%r10,2), %r10
	movq	%r10, 56(%rsp)                  # 8-byte Spill
	leaq	(%r11,%r11,4), %r10
	movq	%r10, 48(%rsp)                  # 8-byte Spill
	leaq	(,%r8,8), %r15
	subq	%r8, %r15
	leaq	(%r11,%r11,2), %r10
	movq	%r10, 40(%rsp)                  # 8-byte Spill
	xorl	%ebx, %ebx
	xorl	%r14d, %r14d
	movq	%rsi, %r10
	.p2align	4
.Lsrbm_BB10_8:                               # =>This Inner Loop Header: Depth=1
	movq	%rbx, %r11
	imulq	%rdi, %r11
	leaq	(%rax,%r11), %r13
	movzbl	(%rax,%r11), %r11d
	addq	%r14, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	addq	%r8, %r11
	addq	%r14, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(%r8,%r8), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	leaq	(%r8,%r8,2), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	addq	%rdi, %r13
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(,%r8,4), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(%r8,%r8,4), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	40(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%r15, %r11
	addq	%r14, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	addq	%rdi, %r13
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(,%r8,8), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(%r8,%r8,8), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	48(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	movq	56(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	addq	%rdi, %r13
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	64(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	72(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	movq	80(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	addq	%rdi, %r13
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	movzbl	(%rdi,%r13), %r11d
	movq	(%rsp), %r13                    # 8-byte Reload
	addq	%r14, %r13
	addq	%r13, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	addq	$16, %rbx
	addq	%r12, %r14
	addq	$-16, %r10
	jne	.Lsrbm_BB10_8
# %bb.9:
	testq	%r9, %r9
	movq	32(%rsp), %rbx                  # 8-byte Reload
	leaq	144(%rsp), %r14
	movq	24(%rsp), %r15                  # 8-byte Reload
	je	.Lsrbm_BB10_12
.Lsrbm_BB10_10:
	movq	%rsi, %r10
	imulq	%r8, %r10
	.p2align	4
.Lsrbm_BB10_11:                              # =>This Inner Loop Header: Depth=1
	movq	%rsi, %r11
	imulq	%rdi, %r11
	movzbl	(%rax,%r11), %r11d
	addq	%r10, %r11
	imulq	%rcx, %r11
	addss	(%rdx,%r11,4), %xmm1
	incq	%rsi
	addq	%r8, %r10
	decq	%r9
	jne	.Lsrbm_BB10_11
.Lsrbm_BB10_12:                              # %.loopexit
	movq	192(%r14), %rax
	movss	%xmm1, (%rax,%rbx,4)
	movq	168(%r14), %rax
	movss	%xmm1, (%rax,%r15,4)
	movss	.Lsrbm_CPI10_0(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	%xmm1, (%rsp)                   # 16-byte Spill
	mulss	%xmm1, %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB10_14
# %bb.13:                               # %bb2.i
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB10_15
.Lsrbm_BB10_14:                              # %bb1.i
	xorps	.Lsrbm_CPI10_1(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI10_2(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB10_15:                              # %share_down_f32.exit
	addss	.Lsrbm_CPI10_2(%rip), %xmm0
	divss	%xmm0, %xmm1
	movq	200(%r14), %rax
	movss	%xmm1, (%rax,%rbx,4)
	movq	176(%r14), %rax
	movss	%xmm1, (%rax,%r15,4)
	movaps	(%rsp), %xmm0                   # 16-byte Reload
	addss	%xmm0, %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB10_17
# %bb.16:                               # %bb2.i10
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB10_18
.Lsrbm_BB10_17:                              # %bb1.i4
	xorps	.Lsrbm_CPI10_1(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI10_2(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB10_18:                              # %share_up_f32.exit
	addss	.Lsrbm_CPI10_2(%rip), %xmm0
	divss	%xmm0, %xmm1
	movq	208(%r14), %rax
	movss	%xmm1, (%rax,%rbx,4)
	movq	184(%r14), %rax
	movss	%xmm1, (%rax,%r15,4)
.Lsrbm_BB10_19:
	addq	$88, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end10:
	.size	inputs_f32, .Lfunc_end10-inputs_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function inputs_f64
.Lsrbm_CPI11_0:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI11_2:
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI11_1:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	inputs_f64
	.p2align	4
	.type	inputs_f64,@function
inputs_f64:                             # @inputs_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$88, %rsp
	.cfi_def_cfa_offset 144
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbx
	imulq	%rdx, %rbx
	addq	%rcx, %rbx
	movslq	156(%rsp), %rax
	movslq	152(%rsp), %rcx
	imulq	%rcx, %rax
	cmpq	%rax, %rbx
	jae	.Lsrbm_BB11_19
# %bb.1:
	leaq	144(%rsp), %r14
	movq	%rbx, %rax
	orq	%rcx, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB11_2
# %bb.3:
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%rcx
	jmp	.Lsrbm_BB11_4
.Lsrbm_BB11_2:
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%ecx
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB11_4:
	movslq	%edx, %rdx
	movslq	16(%r14), %r15
	imulq	%rdx, %r15
	cltq
	addq	%rax, %r15
	movq	120(%r14), %rsi
	movsd	(%rsi,%rdx,8), %xmm1            # xmm1 = mem[0],zero
	movslq	(%r14), %rsi
	testq	%rsi, %rsi
	jle	.Lsrbm_BB11_12
# %bb.5:
	shlq	$3, %rdx
	addq	112(%r14), %rdx
	movslq	20(%r14), %rdi
	addq	64(%r14), %rax
	movslq	4(%r14), %r8
	movl	%esi, %r9d
	andl	$15, %r9d
	cmpl	$16, %esi
	jae	.Lsrbm_BB11_7
# %bb.6:
	xorl	%esi, %esi
	jmp	.Lsrbm_BB11_10
.Lsrbm_BB11_7:
	movq	%r15, 24(%rsp)                  # 8-byte Spill
	movq	%rbx, 32(%rsp)                  # 8-byte Spill
	andl	$2147483632, %esi               # imm = 0x7FFFFFF0
	leaq	(%r8,%r8,4), %r10
	leaq	(%r10,%r10,2), %r11
	movq	%r11, (%rsp)                    # 8-byte Spill
	movq	%r8, %r12
	shlq	$4, %r12
	leaq	(%r8,%r8), %r11
	movq	%r12, %rbx
	subq	%r11, %rbx
	movq	%rbx, 80(%rsp)                  # 8-byte Spill
	leaq	(%r8,%r8,2), %rbx
	leaq	(%r8,%rbx,4), %rbx
	movq	%rbx, 72(%rsp)                  # 8-byte Spill
	leaq	(,%r8,4), %rbx
	leaq	(%rbx,%rbx,2), %rbx
	movq	%rbx, 64(%rsp)                  # 8-byte Spill
	leaq	(%r8,%r10,2), %r10
	movq	%r10, 56(%rsp)                  # 8-byte Spill
	leaq	(%r11,%r11,4), %r10
	movq	%r10, 48(%rsp)                  # 8-byte Spill
	leaq	(,%r8,8), %r15
	subq	%r8, %r15
	leaq	(%r11,%r11,2), %r10
	movq	%r10, 40(%rsp)                  # 8-byte Spill
	xorl	%ebx, %ebx
	xorl	%r14d, %r14d
	movq	%rsi, %r10
	.p2align	4
.Lsrbm_BB11_8:                               # =>This Inner Loop Header: Depth=1
	movq	%rbx, %r11
	imulq	%rdi, %r11
	leaq	(%rax,%r11), %r13
	movzbl	(%rax,%r11), %r11d
	addq	%r14, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	addq	%r8, %r11
	addq	%r14, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(%r8,%r8), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	leaq	(%r8,%r8,2), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	addq	%rdi, %r13
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(,%r8,4), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(%r8,%r8,4), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	40(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%r15, %r11
	addq	%r14, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	addq	%rdi, %r13
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(,%r8,8), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	leaq	(%r8,%r8,8), %rbp
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	48(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	movq	56(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	addq	%rdi, %r13
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	64(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	addq	%rdi, %r13
	movq	72(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	movq	80(%rsp), %rbp                  # 8-byte Reload
	addq	%r14, %rbp
	addq	%rbp, %r11
	addq	%rdi, %r13
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	movzbl	(%rdi,%r13), %r11d
	movq	(%rsp), %r13                    # 8-byte Reload
	addq	%r14, %r13
	addq	%r13, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	addq	$16, %rbx
	addq	%r12, %r14
	addq	$-16, %r10
	jne	.Lsrbm_BB11_8
# %bb.9:
	testq	%r9, %r9
	movq	32(%rsp), %rbx                  # 8-byte Reload
	leaq	144(%rsp), %r14
	movq	24(%rsp), %r15                  # 8-byte Reload
	je	.Lsrbm_BB11_12
.Lsrbm_BB11_10:
	movq	%rsi, %r10
	imulq	%r8, %r10
	.p2align	4
.Lsrbm_BB11_11:                              # =>This Inner Loop Header: Depth=1
	movq	%rsi, %r11
	imulq	%rdi, %r11
	movzbl	(%rax,%r11), %r11d
	addq	%r10, %r11
	imulq	%rcx, %r11
	addsd	(%rdx,%r11,8), %xmm1
	incq	%rsi
	addq	%r8, %r10
	decq	%r9
	jne	.Lsrbm_BB11_11
.Lsrbm_BB11_12:                              # %.loopexit
	movq	192(%r14), %rax
	movsd	%xmm1, (%rax,%rbx,8)
	movq	168(%r14), %rax
	movsd	%xmm1, (%rax,%r15,8)
	movsd	.Lsrbm_CPI11_0(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	movapd	%xmm1, (%rsp)                   # 16-byte Spill
	mulsd	%xmm1, %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB11_14
# %bb.13:                               # %bb2.i
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB11_15
.Lsrbm_BB11_14:                              # %bb1.i
	xorpd	.Lsrbm_CPI11_1(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI11_2(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB11_15:                              # %share_down_f64.exit
	addsd	.Lsrbm_CPI11_2(%rip), %xmm0
	divsd	%xmm0, %xmm1
	movq	200(%r14), %rax
	movsd	%xmm1, (%rax,%rbx,8)
	movq	176(%r14), %rax
	movsd	%xmm1, (%rax,%r15,8)
	movapd	(%rsp), %xmm0                   # 16-byte Reload
	addsd	%xmm0, %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB11_17
# %bb.16:                               # %bb2.i10
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB11_18
.Lsrbm_BB11_17:                              # %bb1.i4
	xorpd	.Lsrbm_CPI11_1(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI11_2(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB11_18:                              # %share_up_f64.exit
	addsd	.Lsrbm_CPI11_2(%rip), %xmm0
	divsd	%xmm0, %xmm1
	movq	208(%r14), %rax
	movsd	%xmm1, (%rax,%rbx,8)
	movq	184(%r14), %rax
	movsd	%xmm1, (%rax,%r15,8)
.Lsrbm_BB11_19:
	addq	$88, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end11:
	.size	inputs_f64, .Lfunc_end11-inputs_f64
	.cfi_endproc
                                        # -- End function
	.globl	inputs_jvp_f32                  # -- Begin function inputs_jvp_f32
	.p2align	4
	.type	inputs_jvp_f32,@function
inputs_jvp_f32:                         # @inputs_jvp_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$72, %rsp
	.cfi_def_cfa_offset 128
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rax
	imulq	%rdx, %rax
	addq	%rcx, %rax
	movslq	140(%rsp), %rcx
	movslq	136(%rsp), %rsi
	imulq	%rsi, %rcx
	cmpq	%rcx, %rax
	jae	.Lsrbm_BB12_14
# %bb.1:
	leaq	128(%rsp), %rdi
	movq	%rax, %rcx
	orq	%rsi, %rcx
	shrq	$32, %rcx
	je	.Lsrbm_BB12_2
# %bb.3:
	xorl	%edx, %edx
	divq	%rsi
	jmp	.Lsrbm_BB12_4
.Lsrbm_BB12_2:
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%esi
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB12_4:
	movq	120(%rdi), %rcx
	movslq	%edx, %r14
	movss	(%rcx,%r14,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movslq	(%rdi), %r8
	testq	%r8, %r8
	jle	.Lsrbm_BB12_5
# %bb.6:
	leaq	(,%r14,4), %r9
	addq	328(%rdi), %r9
	movslq	20(%rdi), %r10
	movq	%rax, %r15
	shlq	$32, %r15
	cltq
	addq	64(%rdi), %rax
	movslq	4(%rdi), %r11
	movl	%r8d, %ebx
	andl	$15, %ebx
	cmpl	$16, %r8d
	jae	.Lsrbm_BB12_8
# %bb.7:
	xorl	%r8d, %r8d
	jmp	.Lsrbm_BB12_11
.Lsrbm_BB12_5:
	shlq	$32, %rax
	movq	%rax, %r15
	jmp	.Lsrbm_BB12_13
.Lsrbm_BB12_8:
	movq	%r15, (%rsp)                    # 8-byte Spill
	movq	%r14, 8(%rsp)                   # 8-byte Spill
	andl	$2147483632, %r8d               # imm = 0x7FFFFFF0
	leaq	(%r11,%r11,4), %rcx
	leaq	(%rcx,%rcx,2), %rdx
	movq	%rdx, 64(%rsp)                  # 8-byte Spill
	movq	%r11, %r12
	shlq	$4, %r12
	leaq	(%r11,%r11), %rdx
	movq	%r12, %rdi
	subq	%rdx, %rdi
	movq	%rdi, 56(%rsp)                  # 8-byte Spill
	leaq	(%r11,%r11,2), %rdi
	leaq	(%r11,%rdi,4), %rdi
	movq	%rdi, 48(%rsp)                  # 8-byte Spill
	leaq	(,%r11,4), %rdi
	leaq	(%rdi,%rdi,2), %rdi
	movq	%rdi, 40(%rsp)                  # 8-byte Spill
	leaq	(%r11,%rcx,2), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	leaq	(%rdx,%rdx,4), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	leaq	(,%r11,8), %rdi
	subq	%r11, %rdi
	leaq	(%rdx,%rdx,2), %rcx
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	xorl	%edx, %edx
	xorl	%ecx, %ecx
	movq	%r8, %r14
	.p2align	4
.Lsrbm_BB12_9:                               # =>This Inner Loop Header: Depth=1
	movq	%rdx, %r15
	imulq	%r10, %r15
	leaq	(%rax,%r15), %r13
	movzbl	(%rax,%r15), %r15d
	addq	%rcx, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	addq	%r11, %r15
	addq	%rcx, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(%r11,%r11), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	leaq	(%r11,%r11,2), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	addq	%r10, %r13
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(,%r11,4), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(%r11,%r11,4), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	16(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%rdi, %r15
	addq	%rcx, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	addq	%r10, %r13
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(,%r11,8), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(%r11,%r11,8), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	24(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	movq	32(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	addq	%r10, %r13
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	40(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	48(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	movq	56(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	addq	%r10, %r13
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	movzbl	(%r10,%r13), %r15d
	movq	64(%rsp), %r13                  # 8-byte Reload
	addq	%rcx, %r13
	addq	%r13, %r15
	imulq	%rsi, %r15
	addss	(%r9,%r15,4), %xmm0
	addq	$16, %rdx
	addq	%r12, %rcx
	addq	$-16, %r14
	jne	.Lsrbm_BB12_9
# %bb.10:
	testq	%rbx, %rbx
	leaq	128(%rsp), %rdi
	movq	8(%rsp), %r14                   # 8-byte Reload
	movq	(%rsp), %r15                    # 8-byte Reload
	je	.Lsrbm_BB12_13
.Lsrbm_BB12_11:
	movq	%r8, %rcx
	imulq	%r11, %rcx
	.p2align	4
.Lsrbm_BB12_12:                              # =>This Inner Loop Header: Depth=1
	movq	%r8, %rdx
	imulq	%r10, %rdx
	movzbl	(%rax,%rdx), %edx
	addq	%rcx, %rdx
	imulq	%rsi, %rdx
	addss	(%r9,%rdx,4), %xmm0
	incq	%r8
	addq	%r11, %rcx
	decq	%rbx
	jne	.Lsrbm_BB12_12
.Lsrbm_BB12_13:                              # %.loopexit
	movslq	16(%rdi), %rax
	imulq	%rax, %r14
	shlq	$2, %r14
	addq	344(%rdi), %r14
	sarq	$30, %r15
	movss	%xmm0, (%r15,%r14)
.Lsrbm_BB12_14:
	addq	$72, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end12:
	.size	inputs_jvp_f32, .Lfunc_end12-inputs_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	inputs_jvp_f64                  # -- Begin function inputs_jvp_f64
	.p2align	4
	.type	inputs_jvp_f64,@function
inputs_jvp_f64:                         # @inputs_jvp_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$72, %rsp
	.cfi_def_cfa_offset 128
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rax
	imulq	%rdx, %rax
	addq	%rcx, %rax
	movslq	140(%rsp), %rcx
	movslq	136(%rsp), %rsi
	imulq	%rsi, %rcx
	cmpq	%rcx, %rax
	jae	.Lsrbm_BB13_14
# %bb.1:
	leaq	128(%rsp), %rdi
	movq	%rax, %rcx
	orq	%rsi, %rcx
	shrq	$32, %rcx
	je	.Lsrbm_BB13_2
# %bb.3:
	xorl	%edx, %edx
	divq	%rsi
	jmp	.Lsrbm_BB13_4
.Lsrbm_BB13_2:
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%esi
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB13_4:
	movq	120(%rdi), %rcx
	movslq	%edx, %r14
	movsd	(%rcx,%r14,8), %xmm0            # xmm0 = mem[0],zero
	movslq	(%rdi), %r8
	testq	%r8, %r8
	jle	.Lsrbm_BB13_5
# %bb.6:
	leaq	(,%r14,8), %r9
	addq	328(%rdi), %r9
	movslq	20(%rdi), %r10
	movq	%rax, %r15
	shlq	$32, %r15
	cltq
	addq	64(%rdi), %rax
	movslq	4(%rdi), %r11
	movl	%r8d, %ebx
	andl	$15, %ebx
	cmpl	$16, %r8d
	jae	.Lsrbm_BB13_8
# %bb.7:
	xorl	%r8d, %r8d
	jmp	.Lsrbm_BB13_11
.Lsrbm_BB13_5:
	shlq	$32, %rax
	movq	%rax, %r15
	jmp	.Lsrbm_BB13_13
.Lsrbm_BB13_8:
	movq	%r15, (%rsp)                    # 8-byte Spill
	movq	%r14, 8(%rsp)                   # 8-byte Spill
	andl	$2147483632, %r8d               # imm = 0x7FFFFFF0
	leaq	(%r11,%r11,4), %rcx
	leaq	(%rcx,%rcx,2), %rdx
	movq	%rdx, 64(%rsp)                  # 8-byte Spill
	movq	%r11, %r12
	shlq	$4, %r12
	leaq	(%r11,%r11), %rdx
	movq	%r12, %rdi
	subq	%rdx, %rdi
	movq	%rdi, 56(%rsp)                  # 8-byte Spill
	leaq	(%r11,%r11,2), %rdi
	leaq	(%r11,%rdi,4), %rdi
	movq	%rdi, 48(%rsp)                  # 8-byte Spill
	leaq	(,%r11,4), %rdi
	leaq	(%rdi,%rdi,2), %rdi
	movq	%rdi, 40(%rsp)                  # 8-byte Spill
	leaq	(%r11,%rcx,2), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	leaq	(%rdx,%rdx,4), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	leaq	(,%r11,8), %rdi
	subq	%r11, %rdi
	leaq	(%rdx,%rdx,2), %rcx
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	xorl	%edx, %edx
	xorl	%ecx, %ecx
	movq	%r8, %r14
	.p2align	4
.Lsrbm_BB13_9:                               # =>This Inner Loop Header: Depth=1
	movq	%rdx, %r15
	imulq	%r10, %r15
	leaq	(%rax,%r15), %r13
	movzbl	(%rax,%r15), %r15d
	addq	%rcx, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	addq	%r11, %r15
	addq	%rcx, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(%r11,%r11), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	leaq	(%r11,%r11,2), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	addq	%r10, %r13
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(,%r11,4), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(%r11,%r11,4), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	16(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%rdi, %r15
	addq	%rcx, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	addq	%r10, %r13
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(,%r11,8), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	leaq	(%r11,%r11,8), %rbp
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	24(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	movq	32(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	addq	%r10, %r13
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	40(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	addq	%r10, %r13
	movq	48(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	movq	56(%rsp), %rbp                  # 8-byte Reload
	addq	%rcx, %rbp
	addq	%rbp, %r15
	addq	%r10, %r13
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	movzbl	(%r10,%r13), %r15d
	movq	64(%rsp), %r13                  # 8-byte Reload
	addq	%rcx, %r13
	addq	%r13, %r15
	imulq	%rsi, %r15
	addsd	(%r9,%r15,8), %xmm0
	addq	$16, %rdx
	addq	%r12, %rcx
	addq	$-16, %r14
	jne	.Lsrbm_BB13_9
# %bb.10:
	testq	%rbx, %rbx
	leaq	128(%rsp), %rdi
	movq	8(%rsp), %r14                   # 8-byte Reload
	movq	(%rsp), %r15                    # 8-byte Reload
	je	.Lsrbm_BB13_13
.Lsrbm_BB13_11:
	movq	%r8, %rcx
	imulq	%r11, %rcx
	.p2align	4
.Lsrbm_BB13_12:                              # =>This Inner Loop Header: Depth=1
	movq	%r8, %rdx
	imulq	%r10, %rdx
	movzbl	(%rax,%rdx), %edx
	addq	%rcx, %rdx
	imulq	%rsi, %rdx
	addsd	(%r9,%rdx,8), %xmm0
	incq	%r8
	addq	%r11, %rcx
	decq	%rbx
	jne	.Lsrbm_BB13_12
.Lsrbm_BB13_13:                              # %.loopexit
	movslq	16(%rdi), %rax
	imulq	%rax, %r14
	shlq	$3, %r14
	addq	344(%rdi), %r14
	sarq	$29, %r15
	movsd	%xmm0, (%r15,%r14)
.Lsrbm_BB13_14:
	addq	$72, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end13:
	.size	inputs_jvp_f64, .Lfunc_end13-inputs_jvp_f64
	.cfi_endproc
                                        # -- End function
	.globl	fields_f32                      # -- Begin function fields_f32
	.p2align	4
	.type	fields_f32,@function
fields_f32:                             # @fields_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$280, %rsp                      # imm = 0x118
	.cfi_def_cfa_offset 336
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	336(%rsp), %r14
	callq	cotangent_place@PLT
	movslq	12(%rax), %r9
	movslq	16(%rax), %rcx
	leaq	(,%rcx,8), %r12
	subq	%rcx, %r12
	movslq	340(%rsp), %r10
	imulq	%r10, %r9
	leal	-1(%r10), %ebp
	leaq	(,%r9,4), %rdx
	movq	472(%rsp), %rcx
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	addq	%rdx, %rcx
	cmpl	%ebp, %r12d
	movl	%ebp, %edx
	cmovll	%r12d, %edx
	leaq	1(%r12), %rdi
	cmpl	%ebp, %edi
	movl	%ebp, %esi
	movq	%rdi, 152(%rsp)                 # 8-byte Spill
	cmovll	%edi, %esi
	leaq	2(%r12), %r15
	cmpl	%ebp, %r15d
	movl	%ebp, %edi
	cmovll	%r15d, %edi
	leaq	3(%r12), %rbx
	cmpl	%ebp, %ebx
	movl	%ebp, %r8d
	cmovll	%ebx, %r8d
	leaq	4(%r12), %r11
	cmpl	%ebp, %r11d
	movslq	%edx, %rdx
	movss	(%rcx,%rdx,4), %xmm5            # xmm5 = mem[0],zero,zero,zero
	movl	%ebp, %edx
	cmovll	%r11d, %edx
	movslq	%esi, %rsi
	movss	(%rcx,%rsi,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	movslq	(%rax), %r13
	movslq	%edi, %rsi
	movss	(%rcx,%rsi,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rsp)                   # 4-byte Spill
	leaq	5(%r12), %rdi
	cmpl	%ebp, %edi
	movslq	%r8d, %rsi
	movss	(%rcx,%rsi,4), %xmm4            # xmm4 = mem[0],zero,zero,zero
	movl	%ebp, %esi
	movq	%rdi, 160(%rsp)                 # 8-byte Spill
	cmovll	%edi, %esi
	movslq	%edx, %rdx
	movss	(%rcx,%rdx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movq	%r12, 8(%rsp)                   # 8-byte Spill
	leaq	6(%r12), %rdi
	cmpl	%ebp, %edi
	movslq	%esi, %rdx
	movl	%ebp, %esi
	movss	(%rcx,%rdx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movl	%ebp, %edx
	cmovll	%edi, %edx
	movslq	%edx, %rdx
	movss	(%rcx,%rdx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movslq	4(%rax), %rcx
	movl	348(%rsp), %ebp
	movl	8(%rax), %r12d
	imull	%ecx, %r12d
	addl	%r13d, %r12d
	movslq	336(%rsp), %rdx
	testq	%rdx, %rdx
	jle	.Lsrbm_BB14_1
# %bb.25:
	movl	%esi, 52(%rsp)                  # 4-byte Spill
	movq	%r9, 144(%rsp)                  # 8-byte Spill
	movq	%r10, %rax
	imulq	%rdx, %rax
	movq	%rax, 224(%rsp)                 # 8-byte Spill
	leal	(,%r10,8), %esi
	movq	%r10, 64(%rsp)                  # 8-byte Spill
	subl	%r10d, %esi
	movslq	%r12d, %rax
	movl	%esi, 44(%rsp)                  # 4-byte Spill
	movslq	%esi, %rsi
	movq	32(%rsp), %rbx                  # 8-byte Reload
	addq	128(%r14), %rbx
	movslq	424(%r14), %rdi
	movslq	20(%r14), %r8
	movq	64(%r14), %r9
	movq	%rsi, %r14
	movq	%rax, 136(%rsp)                 # 8-byte Spill
	addq	%rax, %r9
	unpcklps	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0],xmm1[1],xmm0[1]
	unpcklps	%xmm2, %xmm4                    # xmm4 = xmm4[0],xmm2[0],xmm4[1],xmm2[1]
	movlhps	%xmm1, %xmm4                    # xmm4 = xmm4[0],xmm1[0]
	movaps	%xmm4, 112(%rsp)                # 16-byte Spill
	unpcklps	%xmm3, %xmm5                    # xmm5 = xmm5[0],xmm3[0],xmm5[1],xmm3[1]
	movaps	%xmm5, 96(%rsp)                 # 16-byte Spill
	leaq	_ZL12shared_bytes(%rip), %rax
	movq	%r13, 72(%rsp)                  # 8-byte Spill
	leaq	(%rax,%r13,4), %rax
	movq	%rax, 168(%rsp)                 # 8-byte Spill
	movq	%r8, %r13
	movq	%rcx, 240(%rsp)                 # 8-byte Spill
	leaq	(,%rcx,4), %rax
	movq	%rax, 208(%rsp)                 # 8-byte Spill
	leaq	(,%rsi,4), %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	leaq	(%rax,%rax,2), %rax
	movq	%rax, 32(%rsp)                  # 8-byte Spill
	movq	%rsi, %rax
	shlq	$4, %rax
	movq	%rax, 272(%rsp)                 # 8-byte Spill
	leaq	(%r8,%r8,2), %rax
	movq	%rax, 256(%rsp)                 # 8-byte Spill
	movq	%rdi, %rax
	imulq	%r8, %rax
	movq	%rax, 200(%rsp)                 # 8-byte Spill
	shlq	$3, %r14
	leaq	(,%r8,4), %rax
	movq	%rax, 264(%rsp)                 # 8-byte Spill
	xorl	%eax, %eax
	movq	%r9, 176(%rsp)                  # 8-byte Spill
	movq	%r9, 16(%rsp)                   # 8-byte Spill
	movl	%edx, %esi
	xorl	%r8d, %r8d
	movq	%rdx, 232(%rsp)                 # 8-byte Spill
	movl	%ebp, 48(%rsp)                  # 4-byte Spill
	movq	%r14, 192(%rsp)                 # 8-byte Spill
	movq	%rdi, 216(%rsp)                 # 8-byte Spill
	movq	%r13, 184(%rsp)                 # 8-byte Spill
	movl	%r12d, 4(%rsp)                  # 4-byte Spill
	jmp	.Lsrbm_BB14_26
	.p2align	4
.Lsrbm_BB14_30:                              #   in Loop: Header=BB14_26 Depth=1
	movss	(%rsp), %xmm3                   # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	movaps	112(%rsp), %xmm2                # 16-byte Reload
	movaps	96(%rsp), %xmm1                 # 16-byte Reload
	movl	4(%rsp), %r12d                  # 4-byte Reload
.Lsrbm_BB14_39:                              # %.loopexit
                                        #   in Loop: Header=BB14_26 Depth=1
	movaps	%xmm1, 96(%rsp)                 # 16-byte Spill
	movaps	%xmm2, 112(%rsp)                # 16-byte Spill
	movss	%xmm3, (%rsp)                   # 4-byte Spill
	callq	cotangent_barrier@PLT
	movq	216(%rsp), %rdi                 # 8-byte Reload
	movq	24(%rsp), %r8                   # 8-byte Reload
	addq	%rdi, %r8
	movq	248(%rsp), %rax                 # 8-byte Reload
	incl	%eax
	movl	60(%rsp), %esi                  # 4-byte Reload
	subl	%edi, %esi
	movq	16(%rsp), %rcx                  # 8-byte Reload
	addq	200(%rsp), %rcx                 # 8-byte Folded Reload
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	movq	232(%rsp), %rdx                 # 8-byte Reload
	cmpq	%rdx, %r8
	jge	.Lsrbm_BB14_2
.Lsrbm_BB14_26:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB14_28 Depth 2
                                        #     Child Loop BB14_41 Depth 2
                                        #     Child Loop BB14_35 Depth 2
	cmpl	%esi, %edi
	movl	%esi, 60(%rsp)                  # 4-byte Spill
	movl	%esi, %r15d
	cmovll	%edi, %r15d
	movq	%rax, 248(%rsp)                 # 8-byte Spill
                                        # kill: def $eax killed $eax killed $rax
	imull	%edi, %eax
	movl	%edx, %ecx
	subl	%eax, %ecx
	cmpl	%ecx, %edi
	cmovll	%edi, %ecx
	movq	%rcx, 80(%rsp)                  # 8-byte Spill
	movl	%edx, %ecx
	movq	%r8, 24(%rsp)                   # 8-byte Spill
	subl	%r8d, %ecx
	cmpl	%ecx, %edi
	cmovll	%edi, %ecx
	movl	%ecx, 56(%rsp)                  # 4-byte Spill
	imull	44(%rsp), %ecx                  # 4-byte Folded Reload
	cmpl	%ecx, 72(%rsp)                  # 4-byte Folded Reload
	movq	8(%rsp), %r11                   # 8-byte Reload
	movl	52(%rsp), %r14d                 # 4-byte Reload
	movq	240(%rsp), %r13                 # 8-byte Reload
	movq	224(%rsp), %rbp                 # 8-byte Reload
	movq	208(%rsp), %r12                 # 8-byte Reload
	jge	.Lsrbm_BB14_29
# %bb.27:                               #   in Loop: Header=BB14_26 Depth=1
	movq	24(%rsp), %rax                  # 8-byte Reload
	imulq	64(%rsp), %rax                  # 8-byte Folded Reload
	movslq	%ecx, %rcx
	movq	168(%rsp), %rdx                 # 8-byte Reload
	movq	72(%rsp), %rsi                  # 8-byte Reload
	.p2align	4
.Lsrbm_BB14_28:                              #   Parent Loop BB14_26 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movslq	%esi, %rdi
	imulq	$-1840700269, %rdi, %r8         # imm = 0x92492493
	shrq	$32, %r8
	addl	%edi, %r8d
	movl	%r8d, %r9d
	shrl	$31, %r9d
	sarl	$2, %r8d
	addl	%r9d, %r8d
	leal	(,%r8,8), %r9d
	movslq	%r8d, %r10
	subl	%r9d, %r8d
	addl	%r11d, %edi
	addl	%r8d, %edi
	cmpl	%r14d, %edi
	cmovgel	%r14d, %edi
	addq	%rax, %r10
	imulq	%rbp, %r10
	movslq	%edi, %rdi
	leaq	(%rbx,%r10,4), %r8
	movss	(%r8,%rdi,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx)
	addq	%r13, %rsi
	addq	%r12, %rdx
	cmpq	%rcx, %rsi
	jl	.Lsrbm_BB14_28
.Lsrbm_BB14_29:                              # %.loopexit5
                                        #   in Loop: Header=BB14_26 Depth=1
	callq	cotangent_barrier@PLT
	cmpl	$0, 56(%rsp)                    # 4-byte Folded Reload
	movl	48(%rsp), %ebp                  # 4-byte Reload
	jle	.Lsrbm_BB14_30
# %bb.31:                               #   in Loop: Header=BB14_26 Depth=1
	movq	80(%rsp), %rax                  # 8-byte Reload
	decl	%eax
	cmpl	$3, %eax
	movss	(%rsp), %xmm3                   # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	movaps	112(%rsp), %xmm2                # 16-byte Reload
	movaps	96(%rsp), %xmm1                 # 16-byte Reload
	movq	192(%rsp), %r14                 # 8-byte Reload
	movq	184(%rsp), %r13                 # 8-byte Reload
	movl	4(%rsp), %r12d                  # 4-byte Reload
	movq	88(%rsp), %r11                  # 8-byte Reload
	jae	.Lsrbm_BB14_40
# %bb.32:                               #   in Loop: Header=BB14_26 Depth=1
	xorl	%eax, %eax
	jmp	.Lsrbm_BB14_34
	.p2align	4
.Lsrbm_BB14_40:                              #   in Loop: Header=BB14_26 Depth=1
	movl	%r15d, %eax
	andl	$-4, %eax
	movq	16(%rsp), %rcx                  # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rdx
	movq	%rax, %rsi
	jmp	.Lsrbm_BB14_41
	.p2align	4
.Lsrbm_BB14_52:                              #   in Loop: Header=BB14_41 Depth=2
	movq	256(%rsp), %r10                 # 8-byte Reload
	movzbl	(%rcx,%r10), %r11d
	leaq	(,%r11,8), %r10
	subq	%r11, %r10
	movq	88(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB14_53:                              #   in Loop: Header=BB14_41 Depth=2
	movsd	(%rdx,%rdi,4), %xmm0            # xmm0 = mem[0],zero
	addps	%xmm0, %xmm1
	addss	8(%rdx,%rdi,4), %xmm3
	movups	12(%rdx,%rdi,4), %xmm0
	addps	%xmm0, %xmm2
	leaq	(%r11,%r8,4), %rdi
	movsd	(%rdx,%rdi), %xmm0              # xmm0 = mem[0],zero
	addss	8(%rdx,%rdi), %xmm3
	addps	%xmm1, %xmm0
	movups	12(%rdx,%rdi), %xmm1
	addps	%xmm2, %xmm1
	leaq	(%r14,%r9,4), %rdi
	movsd	(%rdx,%rdi), %xmm2              # xmm2 = mem[0],zero
	addps	%xmm0, %xmm2
	addss	8(%rdx,%rdi), %xmm3
	movups	12(%rdx,%rdi), %xmm0
	addps	%xmm1, %xmm0
	movq	32(%rsp), %rdi                  # 8-byte Reload
	leaq	(%rdi,%r10,4), %rdi
	movsd	(%rdx,%rdi), %xmm1              # xmm1 = mem[0],zero
	addps	%xmm2, %xmm1
	addss	8(%rdx,%rdi), %xmm3
	movups	12(%rdx,%rdi), %xmm2
	addps	%xmm0, %xmm2
	addq	272(%rsp), %rdx                 # 8-byte Folded Reload
	addq	264(%rsp), %rcx                 # 8-byte Folded Reload
	addq	$-4, %rsi
	je	.Lsrbm_BB14_33
.Lsrbm_BB14_41:                              #   Parent Loop BB14_26 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_42
# %bb.43:                               #   in Loop: Header=BB14_41 Depth=2
	movzbl	(%rcx), %r8d
	leaq	(,%r8,8), %rdi
	subq	%r8, %rdi
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB14_46
.Lsrbm_BB14_45:                              #   in Loop: Header=BB14_41 Depth=2
	xorl	%r8d, %r8d
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB14_49
.Lsrbm_BB14_48:                              #   in Loop: Header=BB14_41 Depth=2
	xorl	%r9d, %r9d
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB14_52
	jmp	.Lsrbm_BB14_51
	.p2align	4
.Lsrbm_BB14_42:                              #   in Loop: Header=BB14_41 Depth=2
	xorl	%edi, %edi
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_45
.Lsrbm_BB14_46:                              #   in Loop: Header=BB14_41 Depth=2
	movzbl	(%rcx,%r13), %r9d
	leaq	(,%r9,8), %r8
	subq	%r9, %r8
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_48
.Lsrbm_BB14_49:                              #   in Loop: Header=BB14_41 Depth=2
	movzbl	(%rcx,%r13,2), %r10d
	leaq	(,%r10,8), %r9
	subq	%r10, %r9
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB14_52
.Lsrbm_BB14_51:                              #   in Loop: Header=BB14_41 Depth=2
	xorl	%r10d, %r10d
	jmp	.Lsrbm_BB14_53
	.p2align	4
.Lsrbm_BB14_33:                              #   in Loop: Header=BB14_26 Depth=1
	testb	$3, 80(%rsp)                    # 1-byte Folded Reload
	je	.Lsrbm_BB14_39
.Lsrbm_BB14_34:                              #   in Loop: Header=BB14_26 Depth=1
	andl	$3, %r15d
	movq	%r11, %rcx
	imulq	%rax, %rcx
	leaq	_ZL12shared_bytes(%rip), %rdx
	addq	%rdx, %rcx
	addq	$12, %rcx
	addq	24(%rsp), %rax                  # 8-byte Folded Reload
	imulq	%r13, %rax
	addq	176(%rsp), %rax                 # 8-byte Folded Reload
	jmp	.Lsrbm_BB14_35
	.p2align	4
.Lsrbm_BB14_37:                              #   in Loop: Header=BB14_35 Depth=2
	movzbl	(%rax), %esi
	leaq	(,%rsi,8), %rdx
	subq	%rsi, %rdx
.Lsrbm_BB14_38:                              #   in Loop: Header=BB14_35 Depth=2
	movsd	-12(%rcx,%rdx,4), %xmm0         # xmm0 = mem[0],zero
	addps	%xmm0, %xmm1
	addss	-4(%rcx,%rdx,4), %xmm3
	movups	(%rcx,%rdx,4), %xmm0
	addps	%xmm0, %xmm2
	addq	%r11, %rcx
	addq	%r13, %rax
	decq	%r15
	je	.Lsrbm_BB14_39
.Lsrbm_BB14_35:                              #   Parent Loop BB14_26 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB14_37
# %bb.36:                               #   in Loop: Header=BB14_35 Depth=2
	xorl	%edx, %edx
	jmp	.Lsrbm_BB14_38
.Lsrbm_BB14_2:
	movaps	96(%rsp), %xmm5                 # 16-byte Reload
	movaps	%xmm5, %xmm3
	shufps	$85, %xmm5, %xmm3               # xmm3 = xmm3[1,1],xmm5[1,1]
	movaps	112(%rsp), %xmm4                # 16-byte Reload
	movaps	%xmm4, %xmm0
	shufps	$255, %xmm4, %xmm0              # xmm0 = xmm0[3,3],xmm4[3,3]
	movaps	%xmm4, %xmm1
	unpckhpd	%xmm4, %xmm1                    # xmm1 = xmm1[1],xmm4[1]
	movaps	%xmm4, %xmm2
	shufps	$85, %xmm4, %xmm2               # xmm2 = xmm2[1,1],xmm4[1,1]
	movq	144(%rsp), %r9                  # 8-byte Reload
	movq	64(%rsp), %r10                  # 8-byte Reload
	movq	8(%rsp), %rcx                   # 8-byte Reload
	leaq	4(%rcx), %r11
	leaq	3(%rcx), %rbx
	leaq	6(%rcx), %rdi
	leaq	336(%rsp), %r14
	leaq	2(%rcx), %r15
	movq	136(%rsp), %rdx                 # 8-byte Reload
	jmp	.Lsrbm_BB14_3
.Lsrbm_BB14_1:
	movslq	%r12d, %rdx
	movq	8(%rsp), %rcx                   # 8-byte Reload
.Lsrbm_BB14_3:
	addq	%rcx, %r9
	shlq	$2, %rdx
	addq	216(%r14), %rdx
	movslq	16(%r14), %rax
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_6
# %bb.4:
	cmpl	%ecx, %r10d
	jle	.Lsrbm_BB14_6
# %bb.5:
	movq	%r9, %rcx
	imulq	%rax, %rcx
	movss	%xmm5, (%rdx,%rcx,4)
.Lsrbm_BB14_6:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_9
# %bb.7:
	cmpq	%r10, 152(%rsp)                 # 8-byte Folded Reload
	jge	.Lsrbm_BB14_9
# %bb.8:
	leaq	1(%r9), %rcx
	imulq	%rax, %rcx
	movss	%xmm3, (%rdx,%rcx,4)
.Lsrbm_BB14_9:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_12
# %bb.10:
	cmpq	%r10, %r15
	jge	.Lsrbm_BB14_12
# %bb.11:
	leaq	2(%r9), %rcx
	imulq	%rax, %rcx
	movss	(%rsp), %xmm3                   # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	movss	%xmm3, (%rdx,%rcx,4)
.Lsrbm_BB14_12:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_15
# %bb.13:
	cmpq	%r10, %rbx
	jge	.Lsrbm_BB14_15
# %bb.14:
	leaq	3(%r9), %rcx
	imulq	%rax, %rcx
	movss	%xmm4, (%rdx,%rcx,4)
.Lsrbm_BB14_15:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_18
# %bb.16:
	cmpq	%r10, %r11
	jge	.Lsrbm_BB14_18
# %bb.17:
	leaq	4(%r9), %rcx
	imulq	%rax, %rcx
	movss	%xmm2, (%rdx,%rcx,4)
.Lsrbm_BB14_18:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_21
# %bb.19:
	cmpq	%r10, 160(%rsp)                 # 8-byte Folded Reload
	jge	.Lsrbm_BB14_21
# %bb.20:
	leaq	5(%r9), %rcx
	imulq	%rax, %rcx
	movss	%xmm1, (%rdx,%rcx,4)
.Lsrbm_BB14_21:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB14_24
# %bb.22:
	cmpq	%r10, %rdi
	jge	.Lsrbm_BB14_24
# %bb.23:
	addq	$6, %r9
	imulq	%rax, %r9
	movss	%xmm0, (%rdx,%r9,4)
.Lsrbm_BB14_24:
	addq	$280, %rsp                      # imm = 0x118
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end14:
	.size	fields_f32, .Lfunc_end14-fields_f32
	.cfi_endproc
                                        # -- End function
	.globl	fields_f64                      # -- Begin function fields_f64
	.p2align	4
	.type	fields_f64,@function
fields_f64:                             # @fields_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$344, %rsp                      # imm = 0x158
	.cfi_def_cfa_offset 400
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	400(%rsp), %r14
	callq	cotangent_place@PLT
	movslq	12(%rax), %r9
	movslq	16(%rax), %rcx
	leaq	(,%rcx,8), %r12
	subq	%rcx, %r12
	movslq	404(%rsp), %r10
	imulq	%r10, %r9
	leal	-1(%r10), %r13d
	leaq	(,%r9,8), %rdx
	movq	536(%rsp), %rcx
	movq	%rdx, 8(%rsp)                   # 8-byte Spill
	addq	%rdx, %rcx
	cmpl	%r13d, %r12d
	movl	%r13d, %edx
	cmovll	%r12d, %edx
	leaq	1(%r12), %rdi
	cmpl	%r13d, %edi
	movl	%r13d, %esi
	movq	%rdi, 232(%rsp)                 # 8-byte Spill
	cmovll	%edi, %esi
	leaq	2(%r12), %r15
	cmpl	%r13d, %r15d
	movl	%r13d, %edi
	cmovll	%r15d, %edi
	leaq	3(%r12), %rbx
	cmpl	%r13d, %ebx
	movl	%r13d, %r8d
	cmovll	%ebx, %r8d
	leaq	4(%r12), %r11
	cmpl	%r13d, %r11d
	movslq	%edx, %rdx
	movsd	(%rcx,%rdx,8), %xmm3            # xmm3 = mem[0],zero
	movl	%r13d, %edx
	cmovll	%r11d, %edx
	movslq	%esi, %rsi
	movsd	(%rcx,%rsi,8), %xmm2            # xmm2 = mem[0],zero
	movslq	(%rax), %rbp
	movslq	%edi, %rsi
	movsd	(%rcx,%rsi,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 192(%rsp)                # 16-byte Spill
	leaq	5(%r12), %rdi
	cmpl	%r13d, %edi
	movslq	%r8d, %rsi
	movsd	(%rcx,%rsi,8), %xmm1            # xmm1 = mem[0],zero
	movl	%r13d, %esi
	movq	%rdi, 240(%rsp)                 # 8-byte Spill
	cmovll	%edi, %esi
	movslq	%edx, %rdx
	movsd	(%rcx,%rdx,8), %xmm5            # xmm5 = mem[0],zero
	movq	%r12, 32(%rsp)                  # 8-byte Spill
	leaq	6(%r12), %rdi
	cmpl	%r13d, %edi
	movslq	%esi, %rdx
	movq	%rbp, %rsi
	movsd	(%rcx,%rdx,8), %xmm0            # xmm0 = mem[0],zero
	movl	%r13d, %edx
	cmovll	%edi, %edx
	movslq	%edx, %rdx
	movsd	(%rcx,%rdx,8), %xmm4            # xmm4 = mem[0],zero
	movslq	4(%rax), %rcx
	movl	412(%rsp), %ebp
	movl	8(%rax), %r12d
	imull	%ecx, %r12d
	addl	%esi, %r12d
	movslq	400(%rsp), %rdx
	testq	%rdx, %rdx
	jle	.Lsrbm_BB15_1
# %bb.24:
	movl	%r13d, 68(%rsp)                 # 4-byte Spill
	movapd	%xmm5, 112(%rsp)                # 16-byte Spill
	movapd	%xmm4, 128(%rsp)                # 16-byte Spill
	movsd	%xmm3, 24(%rsp)                 # 8-byte Spill
	movapd	%xmm2, 144(%rsp)                # 16-byte Spill
	movapd	%xmm1, 160(%rsp)                # 16-byte Spill
	movapd	%xmm0, 176(%rsp)                # 16-byte Spill
	movq	%r9, 224(%rsp)                  # 8-byte Spill
	movq	%r10, %r13
	imulq	%rdx, %r13
	leal	(,%r10,8), %edi
	movq	%r10, 80(%rsp)                  # 8-byte Spill
	subl	%r10d, %edi
	movslq	%r12d, %rax
	movl	%edi, 60(%rsp)                  # 4-byte Spill
	movslq	%edi, %rdi
	movq	8(%rsp), %rbx                   # 8-byte Reload
	addq	128(%r14), %rbx
	movslq	424(%r14), %r8
	movslq	20(%r14), %r9
	movq	64(%r14), %r10
	movq	%rdi, %r14
	movq	%rax, 216(%rsp)                 # 8-byte Spill
	addq	%rax, %r10
	leaq	_ZL12shared_bytes(%rip), %rax
	leaq	(%rax,%rsi,8), %rax
	movq	%rax, 248(%rsp)                 # 8-byte Spill
	movq	%rcx, 304(%rsp)                 # 8-byte Spill
	leaq	(,%rcx,8), %rax
	movq	%rax, 280(%rsp)                 # 8-byte Spill
	leaq	(,%rdi,8), %rax
	movq	%rax, 8(%rsp)                   # 8-byte Spill
	movq	%rdi, %rax
	shlq	$5, %rax
	movq	%rax, 336(%rsp)                 # 8-byte Spill
	leaq	(%r9,%r9,2), %rax
	movq	%rax, 320(%rsp)                 # 8-byte Spill
	movq	%r8, %rax
	imulq	%r9, %rax
	movq	%rax, 272(%rsp)                 # 8-byte Spill
	shlq	$4, %r14
	movq	%r9, 104(%rsp)                  # 8-byte Spill
	leaq	(,%r9,4), %rax
	movq	%rax, 328(%rsp)                 # 8-byte Spill
	xorl	%eax, %eax
	movq	%r10, 256(%rsp)                 # 8-byte Spill
	movq	%r10, 40(%rsp)                  # 8-byte Spill
	movl	%edx, %edi
	xorl	%r9d, %r9d
	movq	%rsi, 88(%rsp)                  # 8-byte Spill
	movl	%ebp, 64(%rsp)                  # 4-byte Spill
	movq	%rdx, 296(%rsp)                 # 8-byte Spill
	movl	%r12d, 20(%rsp)                 # 4-byte Spill
	movq	%r14, 264(%rsp)                 # 8-byte Spill
	movq	%r8, 288(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB15_25
	.p2align	4
.Lsrbm_BB15_29:                              #   in Loop: Header=BB15_25 Depth=1
	movapd	176(%rsp), %xmm6                # 16-byte Reload
	movapd	160(%rsp), %xmm7                # 16-byte Reload
	movapd	144(%rsp), %xmm8                # 16-byte Reload
	movsd	24(%rsp), %xmm9                 # 8-byte Reload
                                        # xmm9 = mem[0],zero
	movapd	128(%rsp), %xmm3                # 16-byte Reload
	movapd	112(%rsp), %xmm4                # 16-byte Reload
	movapd	192(%rsp), %xmm10               # 16-byte Reload
	movl	20(%rsp), %r12d                 # 4-byte Reload
.Lsrbm_BB15_38:                              # %.loopexit
                                        #   in Loop: Header=BB15_25 Depth=1
	movapd	%xmm10, 192(%rsp)               # 16-byte Spill
	movapd	%xmm4, 112(%rsp)                # 16-byte Spill
	movapd	%xmm3, 128(%rsp)                # 16-byte Spill
	movsd	%xmm9, 24(%rsp)                 # 8-byte Spill
	movapd	%xmm8, 144(%rsp)                # 16-byte Spill
	movapd	%xmm7, 160(%rsp)                # 16-byte Spill
	movapd	%xmm6, 176(%rsp)                # 16-byte Spill
	callq	cotangent_barrier@PLT
	movq	288(%rsp), %r8                  # 8-byte Reload
	movq	48(%rsp), %r9                   # 8-byte Reload
	addq	%r8, %r9
	movq	312(%rsp), %rax                 # 8-byte Reload
	incl	%eax
	movl	76(%rsp), %edi                  # 4-byte Reload
	subl	%r8d, %edi
	movq	40(%rsp), %rcx                  # 8-byte Reload
	addq	272(%rsp), %rcx                 # 8-byte Folded Reload
	movq	%rcx, 40(%rsp)                  # 8-byte Spill
	movq	296(%rsp), %rdx                 # 8-byte Reload
	cmpq	%rdx, %r9
	movq	88(%rsp), %rsi                  # 8-byte Reload
	jge	.Lsrbm_BB15_39
.Lsrbm_BB15_25:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB15_27 Depth 2
                                        #     Child Loop BB15_41 Depth 2
                                        #     Child Loop BB15_34 Depth 2
	cmpl	%edi, %r8d
	movl	%edi, 76(%rsp)                  # 4-byte Spill
	movl	%edi, %r15d
	cmovll	%r8d, %r15d
	movq	%rax, 312(%rsp)                 # 8-byte Spill
                                        # kill: def $eax killed $eax killed $rax
	imull	%r8d, %eax
	movl	%edx, %ecx
	subl	%eax, %ecx
	cmpl	%ecx, %r8d
	cmovll	%r8d, %ecx
	movq	%rcx, 96(%rsp)                  # 8-byte Spill
	movl	%edx, %ecx
	movq	%r9, 48(%rsp)                   # 8-byte Spill
	subl	%r9d, %ecx
	cmpl	%ecx, %r8d
	cmovll	%r8d, %ecx
	movl	%ecx, 72(%rsp)                  # 4-byte Spill
	imull	60(%rsp), %ecx                  # 4-byte Folded Reload
	cmpl	%ecx, %esi
	movq	32(%rsp), %r11                  # 8-byte Reload
	movq	304(%rsp), %r12                 # 8-byte Reload
	movl	68(%rsp), %ebp                  # 4-byte Reload
	movq	280(%rsp), %r14                 # 8-byte Reload
	jge	.Lsrbm_BB15_28
# %bb.26:                               #   in Loop: Header=BB15_25 Depth=1
	movq	48(%rsp), %rax                  # 8-byte Reload
	imulq	80(%rsp), %rax                  # 8-byte Folded Reload
	movslq	%ecx, %rcx
	movq	248(%rsp), %rdx                 # 8-byte Reload
	movq	88(%rsp), %rsi                  # 8-byte Reload
	.p2align	4
.Lsrbm_BB15_27:                              #   Parent Loop BB15_25 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movslq	%esi, %rdi
	imulq	$-1840700269, %rdi, %r8         # imm = 0x92492493
	shrq	$32, %r8
	addl	%edi, %r8d
	movl	%r8d, %r9d
	shrl	$31, %r9d
	sarl	$2, %r8d
	addl	%r9d, %r8d
	leal	(,%r8,8), %r9d
	movslq	%r8d, %r10
	subl	%r9d, %r8d
	addl	%r11d, %edi
	addl	%r8d, %edi
	cmpl	%ebp, %edi
	cmovgel	%ebp, %edi
	addq	%rax, %r10
	imulq	%r13, %r10
	movslq	%edi, %rdi
	leaq	(%rbx,%r10,8), %r8
	movsd	(%r8,%rdi,8), %xmm0             # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx)
	addq	%r12, %rsi
	addq	%r14, %rdx
	cmpq	%rcx, %rsi
	jl	.Lsrbm_BB15_27
.Lsrbm_BB15_28:                              # %.loopexit5
                                        #   in Loop: Header=BB15_25 Depth=1
	callq	cotangent_barrier@PLT
	cmpl	$0, 72(%rsp)                    # 4-byte Folded Reload
	movl	64(%rsp), %ebp                  # 4-byte Reload
	jle	.Lsrbm_BB15_29
# %bb.30:                               #   in Loop: Header=BB15_25 Depth=1
	movq	96(%rsp), %rax                  # 8-byte Reload
	decl	%eax
	cmpl	$3, %eax
	movapd	176(%rsp), %xmm6                # 16-byte Reload
	movapd	160(%rsp), %xmm7                # 16-byte Reload
	movapd	144(%rsp), %xmm8                # 16-byte Reload
	movsd	24(%rsp), %xmm9                 # 8-byte Reload
                                        # xmm9 = mem[0],zero
	movapd	128(%rsp), %xmm3                # 16-byte Reload
	movapd	112(%rsp), %xmm4                # 16-byte Reload
	movapd	192(%rsp), %xmm10               # 16-byte Reload
	movl	20(%rsp), %r12d                 # 4-byte Reload
	movq	264(%rsp), %r14                 # 8-byte Reload
	movq	104(%rsp), %r11                 # 8-byte Reload
	jae	.Lsrbm_BB15_40
# %bb.31:                               #   in Loop: Header=BB15_25 Depth=1
	xorl	%eax, %eax
	movq	8(%rsp), %rdi                   # 8-byte Reload
	jmp	.Lsrbm_BB15_33
	.p2align	4
.Lsrbm_BB15_40:                              #   in Loop: Header=BB15_25 Depth=1
	movl	%r15d, %eax
	andl	$-4, %eax
	movq	40(%rsp), %rcx                  # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rdx
	movq	%rax, %rsi
	jmp	.Lsrbm_BB15_41
	.p2align	4
.Lsrbm_BB15_52:                              #   in Loop: Header=BB15_41 Depth=2
	movq	320(%rsp), %rdi                 # 8-byte Reload
	movzbl	(%rcx,%rdi), %r11d
	leaq	(,%r11,8), %rdi
	subq	%r11, %rdi
	movq	104(%rsp), %r11                 # 8-byte Reload
.Lsrbm_BB15_53:                              #   in Loop: Header=BB15_41 Depth=2
	addsd	(%rdx,%r10,8), %xmm9
	movupd	8(%rdx,%r10,8), %xmm0
	movupd	24(%rdx,%r10,8), %xmm1
	movupd	40(%rdx,%r10,8), %xmm2
	unpcklpd	%xmm10, %xmm8                   # xmm8 = xmm8[0],xmm10[0]
	addpd	%xmm0, %xmm8
	movapd	%xmm8, %xmm0
	unpckhpd	%xmm8, %xmm0                    # xmm0 = xmm0[1],xmm8[1]
	unpcklpd	%xmm4, %xmm7                    # xmm7 = xmm7[0],xmm4[0]
	addpd	%xmm1, %xmm7
	movapd	%xmm7, %xmm1
	unpckhpd	%xmm7, %xmm1                    # xmm1 = xmm1[1],xmm7[1]
	unpcklpd	%xmm3, %xmm6                    # xmm6 = xmm6[0],xmm3[0]
	addpd	%xmm2, %xmm6
	movapd	%xmm6, %xmm2
	unpckhpd	%xmm6, %xmm2                    # xmm2 = xmm2[1],xmm6[1]
	movq	8(%rsp), %r10                   # 8-byte Reload
	leaq	(%r10,%r9,8), %r9
	addsd	(%rdx,%r9), %xmm9
	movupd	8(%rdx,%r9), %xmm3
	movupd	24(%rdx,%r9), %xmm4
	movupd	40(%rdx,%r9), %xmm5
	unpcklpd	%xmm0, %xmm8                    # xmm8 = xmm8[0],xmm0[0]
	addpd	%xmm3, %xmm8
	movapd	%xmm8, %xmm0
	unpckhpd	%xmm8, %xmm0                    # xmm0 = xmm0[1],xmm8[1]
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	addpd	%xmm4, %xmm7
	movapd	%xmm7, %xmm1
	unpckhpd	%xmm7, %xmm1                    # xmm1 = xmm1[1],xmm7[1]
	unpcklpd	%xmm2, %xmm6                    # xmm6 = xmm6[0],xmm2[0]
	addpd	%xmm5, %xmm6
	movapd	%xmm6, %xmm2
	unpckhpd	%xmm6, %xmm2                    # xmm2 = xmm2[1],xmm6[1]
	leaq	(%r14,%r8,8), %r8
	addsd	(%rdx,%r8), %xmm9
	movupd	8(%rdx,%r8), %xmm3
	movupd	24(%rdx,%r8), %xmm4
	movupd	40(%rdx,%r8), %xmm5
	unpcklpd	%xmm0, %xmm8                    # xmm8 = xmm8[0],xmm0[0]
	addpd	%xmm3, %xmm8
	movapd	%xmm8, %xmm0
	unpckhpd	%xmm8, %xmm0                    # xmm0 = xmm0[1],xmm8[1]
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	addpd	%xmm4, %xmm7
	movapd	%xmm7, %xmm1
	unpckhpd	%xmm7, %xmm1                    # xmm1 = xmm1[1],xmm7[1]
	unpcklpd	%xmm2, %xmm6                    # xmm6 = xmm6[0],xmm2[0]
	addpd	%xmm5, %xmm6
	movapd	%xmm6, %xmm2
	unpckhpd	%xmm6, %xmm2                    # xmm2 = xmm2[1],xmm6[1]
	leaq	(%r10,%r10,2), %r8
	leaq	(%r8,%rdi,8), %rdi
	addsd	(%rdx,%rdi), %xmm9
	movupd	8(%rdx,%rdi), %xmm3
	movupd	24(%rdx,%rdi), %xmm4
	movupd	40(%rdx,%rdi), %xmm5
	unpcklpd	%xmm0, %xmm8                    # xmm8 = xmm8[0],xmm0[0]
	addpd	%xmm3, %xmm8
	movapd	%xmm8, %xmm10
	unpckhpd	%xmm8, %xmm10                   # xmm10 = xmm10[1],xmm8[1]
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	addpd	%xmm4, %xmm7
	movapd	%xmm7, %xmm4
	unpckhpd	%xmm7, %xmm4                    # xmm4 = xmm4[1],xmm7[1]
	unpcklpd	%xmm2, %xmm6                    # xmm6 = xmm6[0],xmm2[0]
	addpd	%xmm5, %xmm6
	movapd	%xmm6, %xmm3
	unpckhpd	%xmm6, %xmm3                    # xmm3 = xmm3[1],xmm6[1]
	addq	336(%rsp), %rdx                 # 8-byte Folded Reload
	addq	328(%rsp), %rcx                 # 8-byte Folded Reload
	addq	$-4, %rsi
	je	.Lsrbm_BB15_32
.Lsrbm_BB15_41:                              #   Parent Loop BB15_25 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_42
# %bb.43:                               #   in Loop: Header=BB15_41 Depth=2
	movzbl	(%rcx), %edi
	leaq	(,%rdi,8), %r10
	subq	%rdi, %r10
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB15_46
.Lsrbm_BB15_45:                              #   in Loop: Header=BB15_41 Depth=2
	xorl	%r9d, %r9d
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB15_49
.Lsrbm_BB15_48:                              #   in Loop: Header=BB15_41 Depth=2
	xorl	%r8d, %r8d
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB15_52
	jmp	.Lsrbm_BB15_51
	.p2align	4
.Lsrbm_BB15_42:                              #   in Loop: Header=BB15_41 Depth=2
	xorl	%r10d, %r10d
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_45
.Lsrbm_BB15_46:                              #   in Loop: Header=BB15_41 Depth=2
	movzbl	(%rcx,%r11), %edi
	leaq	(,%rdi,8), %r9
	subq	%rdi, %r9
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_48
.Lsrbm_BB15_49:                              #   in Loop: Header=BB15_41 Depth=2
	movzbl	(%rcx,%r11,2), %edi
	leaq	(,%rdi,8), %r8
	subq	%rdi, %r8
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB15_52
.Lsrbm_BB15_51:                              #   in Loop: Header=BB15_41 Depth=2
	xorl	%edi, %edi
	jmp	.Lsrbm_BB15_53
	.p2align	4
.Lsrbm_BB15_32:                              #   in Loop: Header=BB15_25 Depth=1
	testb	$3, 96(%rsp)                    # 1-byte Folded Reload
	movq	8(%rsp), %rdi                   # 8-byte Reload
	je	.Lsrbm_BB15_38
.Lsrbm_BB15_33:                              #   in Loop: Header=BB15_25 Depth=1
	andl	$3, %r15d
	movq	%rdi, %rcx
	imulq	%rax, %rcx
	leaq	_ZL12shared_bytes(%rip), %rdx
	addq	%rdx, %rcx
	addq	$8, %rcx
	addq	48(%rsp), %rax                  # 8-byte Folded Reload
	imulq	%r11, %rax
	addq	256(%rsp), %rax                 # 8-byte Folded Reload
	jmp	.Lsrbm_BB15_34
	.p2align	4
.Lsrbm_BB15_36:                              #   in Loop: Header=BB15_34 Depth=2
	movzbl	(%rax), %esi
	leaq	(,%rsi,8), %rdx
	subq	%rsi, %rdx
.Lsrbm_BB15_37:                              #   in Loop: Header=BB15_34 Depth=2
	addsd	-8(%rcx,%rdx,8), %xmm9
	movupd	(%rcx,%rdx,8), %xmm0
	movupd	16(%rcx,%rdx,8), %xmm1
	movupd	32(%rcx,%rdx,8), %xmm2
	unpcklpd	%xmm10, %xmm8                   # xmm8 = xmm8[0],xmm10[0]
	addpd	%xmm0, %xmm8
	movapd	%xmm8, %xmm10
	unpckhpd	%xmm8, %xmm10                   # xmm10 = xmm10[1],xmm8[1]
	unpcklpd	%xmm4, %xmm7                    # xmm7 = xmm7[0],xmm4[0]
	addpd	%xmm1, %xmm7
	movapd	%xmm7, %xmm4
	unpckhpd	%xmm7, %xmm4                    # xmm4 = xmm4[1],xmm7[1]
	unpcklpd	%xmm3, %xmm6                    # xmm6 = xmm6[0],xmm3[0]
	addpd	%xmm2, %xmm6
	movapd	%xmm6, %xmm3
	unpckhpd	%xmm6, %xmm3                    # xmm3 = xmm3[1],xmm6[1]
	addq	%rdi, %rcx
	addq	%r11, %rax
	decq	%r15
	je	.Lsrbm_BB15_38
.Lsrbm_BB15_34:                              #   Parent Loop BB15_25 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	cmpl	%ebp, %r12d
	jl	.Lsrbm_BB15_36
# %bb.35:                               #   in Loop: Header=BB15_34 Depth=2
	xorl	%edx, %edx
	jmp	.Lsrbm_BB15_37
.Lsrbm_BB15_39:
	movq	224(%rsp), %r9                  # 8-byte Reload
	movq	80(%rsp), %r10                  # 8-byte Reload
	movq	32(%rsp), %rcx                  # 8-byte Reload
	leaq	4(%rcx), %r11
	leaq	3(%rcx), %rbx
	leaq	6(%rcx), %rdi
	leaq	400(%rsp), %r14
	leaq	2(%rcx), %r15
	movapd	176(%rsp), %xmm0                # 16-byte Reload
	movq	216(%rsp), %rdx                 # 8-byte Reload
	movapd	160(%rsp), %xmm1                # 16-byte Reload
	movapd	144(%rsp), %xmm2                # 16-byte Reload
	movsd	24(%rsp), %xmm3                 # 8-byte Reload
                                        # xmm3 = mem[0],zero
	movapd	128(%rsp), %xmm4                # 16-byte Reload
	movapd	112(%rsp), %xmm5                # 16-byte Reload
	jmp	.Lsrbm_BB15_2
.Lsrbm_BB15_1:
	movslq	%r12d, %rdx
	movq	32(%rsp), %rcx                  # 8-byte Reload
.Lsrbm_BB15_2:                               # %.loopexit6
	addq	%rcx, %r9
	shlq	$3, %rdx
	addq	216(%r14), %rdx
	movslq	16(%r14), %rax
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_5
# %bb.3:                                # %.loopexit6
	cmpl	%ecx, %r10d
	jle	.Lsrbm_BB15_5
# %bb.4:
	movq	%r9, %rcx
	imulq	%rax, %rcx
	movsd	%xmm3, (%rdx,%rcx,8)
.Lsrbm_BB15_5:
	cmpl	%ebp, %r12d
	movaps	192(%rsp), %xmm3                # 16-byte Reload
	jge	.Lsrbm_BB15_8
# %bb.6:
	cmpq	%r10, 232(%rsp)                 # 8-byte Folded Reload
	jge	.Lsrbm_BB15_8
# %bb.7:
	leaq	1(%r9), %rcx
	imulq	%rax, %rcx
	movsd	%xmm2, (%rdx,%rcx,8)
.Lsrbm_BB15_8:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_11
# %bb.9:
	cmpq	%r10, %r15
	jge	.Lsrbm_BB15_11
# %bb.10:
	leaq	2(%r9), %rcx
	imulq	%rax, %rcx
	movsd	%xmm3, (%rdx,%rcx,8)
.Lsrbm_BB15_11:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_14
# %bb.12:
	cmpq	%r10, %rbx
	jge	.Lsrbm_BB15_14
# %bb.13:
	leaq	3(%r9), %rcx
	imulq	%rax, %rcx
	movsd	%xmm1, (%rdx,%rcx,8)
.Lsrbm_BB15_14:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_17
# %bb.15:
	cmpq	%r10, %r11
	jge	.Lsrbm_BB15_17
# %bb.16:
	leaq	4(%r9), %rcx
	imulq	%rax, %rcx
	movsd	%xmm5, (%rdx,%rcx,8)
.Lsrbm_BB15_17:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_20
# %bb.18:
	cmpq	%r10, 240(%rsp)                 # 8-byte Folded Reload
	jge	.Lsrbm_BB15_20
# %bb.19:
	leaq	5(%r9), %rcx
	imulq	%rax, %rcx
	movsd	%xmm0, (%rdx,%rcx,8)
.Lsrbm_BB15_20:
	cmpl	%ebp, %r12d
	jge	.Lsrbm_BB15_23
# %bb.21:
	cmpq	%r10, %rdi
	jge	.Lsrbm_BB15_23
# %bb.22:
	addq	$6, %r9
	imulq	%rax, %r9
	movsd	%xmm4, (%rdx,%r9,8)
.Lsrbm_BB15_23:
	addq	$344, %rsp                      # imm = 0x158
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end15:
	.size	fields_f64, .Lfunc_end15-fields_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_f32
.Lsrbm_CPI16_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI16_2:
	.long	0xbf317218                      # float -0.693147182
	.long	0xbf317218                      # float -0.693147182
	.zero	4
	.zero	4
.Lsrbm_CPI16_3:
	.zero	4
	.zero	4
	.zero	4
	.long	0x80000000                      # float -0
.Lsrbm_CPI16_4:
	.long	0xbf317218                      # float -0.693147182
	.long	0xbf317218                      # float -0.693147182
	.long	0xbf317218                      # float -0.693147182
	.long	0x80000000                      # float -0
.Lsrbm_CPI16_5:
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
.Lsrbm_CPI16_6:
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI16_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI16_7:
	.long	0x3f800000                      # float 1
	.text
	.globl	hidden_f32
	.p2align	4
	.type	hidden_f32,@function
hidden_f32:                             # @hidden_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$504, %rsp                      # imm = 0x1F8
	.cfi_def_cfa_offset 560
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r12
	imulq	%rdx, %r12
	addq	%rcx, %r12
	cmpl	572(%rsp), %r12d
	jge	.Lsrbm_BB16_42
# %bb.1:
	leaq	560(%rsp), %rdx
	movslq	16(%rax), %rcx
	leaq	(,%rcx,8), %r15
	subq	%rcx, %r15
	movslq	12(%rax), %rax
	movq	%rdx, %rcx
	movslq	20(%rdx), %rdx
	imulq	%rax, %rdx
	addq	64(%rcx), %rdx
	movslq	4(%rcx), %rsi
	movq	%rsi, %r13
	imulq	%rax, %r13
	movslq	8(%rcx), %rbp
	movq	%rcx, %rdi
	movq	%r13, %rcx
	imulq	%rbp, %rcx
	shlq	$2, %rcx
	addq	152(%rdi), %rcx
	movq	%rsi, 440(%rsp)                 # 8-byte Spill
	leal	-1(%rsi), %edi
	cmpl	%edi, %r15d
	movl	%edi, %esi
	cmovll	%r15d, %esi
	movslq	%esi, %rsi
	imulq	%rbp, %rsi
	leaq	1(%r15), %r9
	cmpl	%edi, %r9d
	movl	%edi, %r8d
	movq	%r9, 376(%rsp)                  # 8-byte Spill
	cmovll	%r9d, %r8d
	movslq	%r8d, %r8
	imulq	%rbp, %r8
	leaq	2(%r15), %r10
	cmpl	%edi, %r10d
	movl	%edi, %r9d
	movq	%r10, 392(%rsp)                 # 8-byte Spill
	cmovll	%r10d, %r9d
	movslq	%r9d, %r9
	imulq	%rbp, %r9
	leaq	3(%r15), %r11
	cmpl	%edi, %r11d
	movl	%edi, %r10d
	movq	%r11, 400(%rsp)                 # 8-byte Spill
	cmovll	%r11d, %r10d
	movslq	%r10d, %r10
	imulq	%rbp, %r10
	leaq	4(%r15), %rbx
	cmpl	%edi, %ebx
	movl	%edi, %r11d
	movq	%rbx, 408(%rsp)                 # 8-byte Spill
	cmovll	%ebx, %r11d
	movslq	%r11d, %r11
	imulq	%rbp, %r11
	leaq	5(%r15), %r14
	cmpl	%edi, %r14d
	movl	%edi, %ebx
	movq	%r14, 416(%rsp)                 # 8-byte Spill
	cmovll	%r14d, %ebx
	movslq	%ebx, %rbx
	imulq	%rbp, %rbx
	movq	%r15, 384(%rsp)                 # 8-byte Spill
	leaq	6(%r15), %r14
	leaq	560(%rsp), %r15
	cmpl	%edi, %r14d
	movq	%r14, 432(%rsp)                 # 8-byte Spill
	cmovll	%r14d, %edi
	movzbl	(%r12,%rdx), %r14d
	movslq	%edi, %rdx
	imulq	%rbp, %rdx
	movq	%rbp, %rdi
	movq	%r14, 424(%rsp)                 # 8-byte Spill
	imulq	%r14, %rdi
	movq	160(%r15), %r14
	cmpb	$0, (%r14,%rax)
	leaq	(%rcx,%rsi,4), %rax
	movq	%rax, 232(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r8,4), %rax
	movq	%rax, 224(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r9,4), %rax
	movq	%rax, 104(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r10,4), %rax
	movq	%rax, 152(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r11,4), %rax
	movq	%rax, 216(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%rbx,4), %rax
	movq	%rax, 96(%rsp)                  # 8-byte Spill
	leaq	(%rcx,%rdx,4), %rax
	movq	%rax, 144(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%rdi,4), %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	movq	%r12, 288(%rsp)                 # 8-byte Spill
	movq	%rbp, 296(%rsp)                 # 8-byte Spill
	movq	%r13, 448(%rsp)                 # 8-byte Spill
	je	.Lsrbm_BB16_4
# %bb.2:
	testl	%ebp, %ebp
	jle	.Lsrbm_BB16_3
# %bb.8:
	movslq	16(%r15), %rbx
	leaq	(,%r12,4), %r14
	addq	168(%r15), %r14
	shlq	$2, %rbx
	xorps	%xmm0, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	xorps	%xmm0, %xmm0
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	xorl	%r15d, %r15d
	movq	__nv_expf@GOTPCREL(%rip), %r12
	movq	__nv_log1pf@GOTPCREL(%rip), %r13
	xorps	%xmm3, %xmm3
	.p2align	4
.Lsrbm_BB16_9:                               # =>This Inner Loop Header: Depth=1
	movaps	%xmm3, 352(%rsp)                # 16-byte Spill
	movss	(%r14), %xmm1                   # xmm1 = mem[0],zero,zero,zero
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movq	88(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movq	232(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r15,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	.Lsrbm_CPI16_0(%rip), %xmm2          # xmm2 = [NaN,NaN,NaN,NaN]
	andps	%xmm2, %xmm3
	movaps	%xmm3, 192(%rsp)                # 16-byte Spill
	movss	.Lsrbm_CPI16_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm3
	movaps	%xmm3, 16(%rsp)                 # 16-byte Spill
	andps	%xmm2, %xmm1
	movaps	%xmm1, 272(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm2
	mulss	%xmm0, %xmm2
	movaps	%xmm2, 112(%rsp)                # 16-byte Spill
	movaps	%xmm2, %xmm0
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movq	224(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	subss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	addss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andps	.Lsrbm_CPI16_0(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI16_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	movq	104(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 336(%rsp)                # 16-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	subss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	addss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andps	.Lsrbm_CPI16_0(%rip), %xmm0
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI16_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 240(%rsp)                # 16-byte Spill
	movq	152(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 320(%rsp)                # 16-byte Spill
	movaps	48(%rsp), %xmm0                 # 16-byte Reload
	subss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	addss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andps	.Lsrbm_CPI16_0(%rip), %xmm0
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI16_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	272(%rsp), %xmm2                # 16-byte Reload
	movaps	%xmm2, %xmm1
	unpcklps	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0],xmm1[1],mem[1]
	movaps	320(%rsp), %xmm5                # 16-byte Reload
	unpcklps	%xmm0, %xmm5                    # xmm5 = xmm5[0],xmm0[0],xmm5[1],xmm0[1]
	addps	%xmm1, %xmm5
	movaps	176(%rsp), %xmm3                # 16-byte Reload
	unpcklpd	128(%rsp), %xmm3                # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0]
	movaps	.Lsrbm_CPI16_3(%rip), %xmm1          # xmm1 = [u,u,u,-0.0E+0]
	movaps	336(%rsp), %xmm0                # 16-byte Reload
	shufps	$48, %xmm1, %xmm0               # xmm0 = xmm0[0,0],xmm1[3,0]
	shufps	$130, %xmm0, %xmm3              # xmm3 = xmm3[2,0],xmm0[0,2]
	movaps	.Lsrbm_CPI16_2(%rip), %xmm0          # xmm0 = [-6.93147182E-1,-6.93147182E-1,u,u]
	addps	%xmm0, %xmm5
	movaps	64(%rsp), %xmm4                 # 16-byte Reload
	shufps	$212, %xmm5, %xmm4              # xmm4 = xmm4[0,1],xmm5[1,3]
	shufps	$0, %xmm5, %xmm5                # xmm5 = xmm5[0,0,0,0]
	movss	%xmm2, %xmm5                    # xmm5 = xmm2[0],xmm5[1,2,3]
	shufps	$64, %xmm5, %xmm5               # xmm5 = xmm5[0,0,0,1]
	addps	%xmm5, %xmm3
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	192(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	shufps	$130, %xmm4, %xmm0              # xmm0 = xmm0[2,0],xmm4[0,2]
	movaps	256(%rsp), %xmm2                # 16-byte Reload
	unpcklpd	304(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	movaps	240(%rsp), %xmm4                # 16-byte Reload
	shufps	$48, %xmm1, %xmm4               # xmm4 = xmm4[0,0],xmm1[3,0]
	shufps	$130, %xmm4, %xmm2              # xmm2 = xmm2[2,0],xmm4[0,2]
	addps	%xmm0, %xmm2
	movaps	.Lsrbm_CPI16_4(%rip), %xmm0          # xmm0 = [-6.93147182E-1,-6.93147182E-1,-6.93147182E-1,-0.0E+0]
	addps	%xmm0, %xmm3
	addps	%xmm0, %xmm2
	subps	%xmm2, %xmm3
	movaps	160(%rsp), %xmm0                # 16-byte Reload
	addps	%xmm3, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movq	216(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	subss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	addss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andps	.Lsrbm_CPI16_0(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI16_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	272(%rsp), %xmm1                # 16-byte Reload
	unpcklps	16(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0],xmm1[1],mem[1]
	movaps	64(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	addps	%xmm1, %xmm2
	addps	.Lsrbm_CPI16_2(%rip), %xmm2
	movaps	%xmm2, %xmm0
	shufps	$85, %xmm2, %xmm0               # xmm0 = xmm0[1,1],xmm2[1,1]
	subss	%xmm0, %xmm2
	movss	4(%rsp), %xmm0                  # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	addss	%xmm2, %xmm0
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	movq	96(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	subss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	addss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andps	.Lsrbm_CPI16_0(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI16_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 192(%rsp)                # 16-byte Spill
	movq	144(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r15,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	callq	*%r13
	pshufd	$0, 272(%rsp), %xmm1            # 16-byte Folded Reload
                                        # xmm1 = mem[0,0,0,0]
	movaps	64(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	addps	%xmm1, %xmm2
	addps	.Lsrbm_CPI16_2(%rip), %xmm2
	movaps	%xmm2, 64(%rsp)                 # 16-byte Spill
	movaps	48(%rsp), %xmm0                 # 16-byte Reload
	subss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	addss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andps	.Lsrbm_CPI16_0(%rip), %xmm0
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI16_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	352(%rsp), %xmm3                # 16-byte Reload
	movaps	16(%rsp), %xmm1                 # 16-byte Reload
	unpcklps	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0],xmm1[1],mem[1]
	movaps	192(%rsp), %xmm2                # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	addps	%xmm1, %xmm2
	addps	.Lsrbm_CPI16_2(%rip), %xmm2
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	subps	%xmm2, %xmm0
	addps	%xmm0, %xmm3
	incq	%r15
	addq	%rbx, %r14
	cmpq	%r15, 296(%rsp)                 # 8-byte Folded Reload
	jne	.Lsrbm_BB16_9
	jmp	.Lsrbm_BB16_14
.Lsrbm_BB16_4:
	testl	%ebp, %ebp
	jle	.Lsrbm_BB16_3
# %bb.5:
	movq	%rbp, %rdi
	movq	176(%r15), %rcx
	movq	184(%r15), %rax
	movslq	16(%r15), %r8
	movq	%rax, 240(%rsp)                 # 8-byte Spill
	leaq	(%rax,%r12,4), %r9
	leaq	(,%r8,8), %rax
	leaq	(%rax,%rax,4), %rax
	movq	%rax, 336(%rsp)                 # 8-byte Spill
	movq	%rcx, 456(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r12,4), %rax
	movq	%rax, 8(%rsp)                   # 8-byte Spill
	xorps	%xmm0, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	xorps	%xmm0, %xmm0
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	xorl	%eax, %eax
	movq	88(%rsp), %rbx                  # 8-byte Reload
	movq	232(%rsp), %r15                 # 8-byte Reload
	movq	224(%rsp), %r14                 # 8-byte Reload
	movq	104(%rsp), %r12                 # 8-byte Reload
	movq	152(%rsp), %r13                 # 8-byte Reload
	movq	216(%rsp), %r10                 # 8-byte Reload
	movq	96(%rsp), %r11                  # 8-byte Reload
	xorps	%xmm3, %xmm3
	movq	144(%rsp), %rbp                 # 8-byte Reload
	movq	%r8, 112(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB16_6
	.p2align	4
.Lsrbm_BB16_7:                               #   in Loop: Header=BB16_6 Depth=1
	movq	%rax, %rdx
	imulq	%r8, %rdx
	movq	288(%rsp), %r9                  # 8-byte Reload
	addq	%r9, %rdx
	movq	%rax, %rcx
	orq	$1, %rcx
	imulq	%r8, %rcx
	addq	%r9, %rcx
	movq	%r10, 32(%rsp)                  # 8-byte Spill
	movq	240(%rsp), %rbp                 # 8-byte Reload
	movss	(%rbp,%rdx,4), %xmm4            # xmm4 = mem[0],zero,zero,zero
	movss	(%rbp,%rcx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	unpcklps	%xmm0, %xmm4                    # xmm4 = xmm4[0],xmm0[0],xmm4[1],xmm0[1]
	movq	88(%rsp), %rsi                  # 8-byte Reload
	movsd	(%rsi,%rax,4), %xmm0            # xmm0 = mem[0],zero
	divps	%xmm0, %xmm4
	movsd	8(%rsi,%rax,4), %xmm2           # xmm2 = mem[0],zero
	movsd	16(%rsi,%rax,4), %xmm0          # xmm0 = mem[0],zero
	movaps	%xmm4, %xmm1
	shufps	$0, %xmm4, %xmm1                # xmm1 = xmm1[0,0],xmm4[0,0]
	movaps	%xmm1, %xmm13
	movaps	%xmm1, 192(%rsp)                # 16-byte Spill
	movq	152(%rsp), %rdi                 # 8-byte Reload
	movss	(%rdi,%rax,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movss	4(%rdi,%rax,4), %xmm3           # xmm3 = mem[0],zero,zero,zero
	movss	8(%rdi,%rax,4), %xmm5           # xmm5 = mem[0],zero,zero,zero
	movss	12(%rdi,%rax,4), %xmm6          # xmm6 = mem[0],zero,zero,zero
	movq	216(%rsp), %r10                 # 8-byte Reload
	movss	(%r10,%rax,4), %xmm8            # xmm8 = mem[0],zero,zero,zero
	unpcklps	%xmm1, %xmm8                    # xmm8 = xmm8[0],xmm1[0],xmm8[1],xmm1[1]
	movss	4(%r10,%rax,4), %xmm1           # xmm1 = mem[0],zero,zero,zero
	unpcklps	%xmm3, %xmm1                    # xmm1 = xmm1[0],xmm3[0],xmm1[1],xmm3[1]
	movss	8(%r10,%rax,4), %xmm3           # xmm3 = mem[0],zero,zero,zero
	unpcklps	%xmm5, %xmm3                    # xmm3 = xmm3[0],xmm5[0],xmm3[1],xmm5[1]
	movss	12(%r10,%rax,4), %xmm9          # xmm9 = mem[0],zero,zero,zero
	unpcklps	%xmm6, %xmm9                    # xmm9 = xmm9[0],xmm6[0],xmm9[1],xmm6[1]
	movq	96(%rsp), %rsi                  # 8-byte Reload
	movss	(%rsi,%rax,4), %xmm5            # xmm5 = mem[0],zero,zero,zero
	movss	4(%rsi,%rax,4), %xmm10          # xmm10 = mem[0],zero,zero,zero
	movss	8(%rsi,%rax,4), %xmm11          # xmm11 = mem[0],zero,zero,zero
	movss	12(%rsi,%rax,4), %xmm12         # xmm12 = mem[0],zero,zero,zero
	movq	%r11, 16(%rsp)                  # 8-byte Spill
	movq	144(%rsp), %rsi                 # 8-byte Reload
	movss	(%rsi,%rax,4), %xmm7            # xmm7 = mem[0],zero,zero,zero
	unpcklps	%xmm5, %xmm7                    # xmm7 = xmm7[0],xmm5[0],xmm7[1],xmm5[1]
	movlhps	%xmm8, %xmm7                    # xmm7 = xmm7[0],xmm8[0]
	movss	4(%rsi,%rax,4), %xmm6           # xmm6 = mem[0],zero,zero,zero
	unpcklps	%xmm10, %xmm6                   # xmm6 = xmm6[0],xmm10[0],xmm6[1],xmm10[1]
	movlhps	%xmm1, %xmm6                    # xmm6 = xmm6[0],xmm1[0]
	movss	8(%rsi,%rax,4), %xmm5           # xmm5 = mem[0],zero,zero,zero
	unpcklps	%xmm11, %xmm5                   # xmm5 = xmm5[0],xmm11[0],xmm5[1],xmm11[1]
	movlhps	%xmm3, %xmm5                    # xmm5 = xmm5[0],xmm3[0]
	movss	12(%rsi,%rax,4), %xmm1          # xmm1 = mem[0],zero,zero,zero
	unpcklps	%xmm12, %xmm1                   # xmm1 = xmm1[0],xmm12[0],xmm1[1],xmm12[1]
	movlhps	%xmm9, %xmm1                    # xmm1 = xmm1[0],xmm9[0]
	mulps	%xmm13, %xmm7
	movq	456(%rsp), %rsi                 # 8-byte Reload
	movss	(%rsi,%rdx,4), %xmm9            # xmm9 = mem[0],zero,zero,zero
	movaps	%xmm9, %xmm3
	shufps	$0, %xmm9, %xmm3                # xmm3 = xmm3[0,0],xmm9[0,0]
	movaps	%xmm3, 128(%rsp)                # 16-byte Spill
	addps	%xmm3, %xmm7
	movq	104(%rsp), %rdx                 # 8-byte Reload
	movsd	(%rdx,%rax,4), %xmm8            # xmm8 = mem[0],zero
	movsd	8(%rdx,%rax,4), %xmm11          # xmm11 = mem[0],zero
	movsd	16(%rdx,%rax,4), %xmm3          # xmm3 = mem[0],zero
	mulps	%xmm4, %xmm8
	movss	(%rsi,%rcx,4), %xmm10           # xmm10 = mem[0],zero,zero,zero
	unpcklps	%xmm10, %xmm9                   # xmm9 = xmm9[0],xmm10[0],xmm9[1],xmm10[1]
	addps	%xmm8, %xmm9
	movaps	%xmm9, 48(%rsp)                 # 16-byte Spill
	shufps	$85, %xmm4, %xmm4               # xmm4 = xmm4[1,1,1,1]
	mulps	%xmm4, %xmm6
	shufps	$0, %xmm10, %xmm10              # xmm10 = xmm10[0,0,0,0]
	movaps	%xmm10, 256(%rsp)               # 16-byte Spill
	addps	%xmm10, %xmm6
	mulps	%xmm7, %xmm6
	leaq	2(%rax), %rcx
	imulq	%r8, %rcx
	addq	%r9, %rcx
	leaq	3(%rax), %rdx
	imulq	%r8, %rdx
	addq	%r9, %rdx
	movss	(%rbp,%rdx,4), %xmm7            # xmm7 = mem[0],zero,zero,zero
	movss	(%rbp,%rcx,4), %xmm8            # xmm8 = mem[0],zero,zero,zero
	unpcklps	%xmm7, %xmm8                    # xmm8 = xmm8[0],xmm7[0],xmm8[1],xmm7[1]
	divps	%xmm2, %xmm8
	mulps	%xmm8, %xmm11
	movss	(%rsi,%rdx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movss	(%rsi,%rcx,4), %xmm7            # xmm7 = mem[0],zero,zero,zero
	movaps	%xmm7, %xmm10
	unpcklps	%xmm2, %xmm10                   # xmm10 = xmm10[0],xmm2[0],xmm10[1],xmm2[1]
	addps	%xmm11, %xmm10
	movaps	%xmm8, %xmm9
	shufps	$0, %xmm8, %xmm9                # xmm9 = xmm9[0,0],xmm8[0,0]
	movaps	%xmm9, 176(%rsp)                # 16-byte Spill
	mulps	%xmm9, %xmm5
	shufps	$0, %xmm7, %xmm7                # xmm7 = xmm7[0,0,0,0]
	movaps	%xmm7, 480(%rsp)                # 16-byte Spill
	addps	%xmm7, %xmm5
	mulps	%xmm6, %xmm5
	shufps	$85, %xmm8, %xmm8               # xmm8 = xmm8[1,1,1,1]
	mulps	%xmm8, %xmm1
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	movaps	%xmm2, 320(%rsp)                # 16-byte Spill
	addps	%xmm2, %xmm1
	mulps	%xmm5, %xmm1
	leaq	4(%rax), %rcx
	imulq	%r8, %rcx
	addq	%r9, %rcx
	leaq	5(%rax), %rdx
	imulq	%r8, %rdx
	addq	%r9, %rdx
	movss	(%rbp,%rdx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movss	(%rbp,%rcx,4), %xmm11           # xmm11 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm11                   # xmm11 = xmm11[0],xmm2[0],xmm11[1],xmm2[1]
	divps	%xmm0, %xmm11
	mulps	%xmm11, %xmm3
	movss	(%rsi,%rdx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movss	(%rsi,%rcx,4), %xmm12           # xmm12 = mem[0],zero,zero,zero
	movaps	%xmm12, %xmm14
	unpcklps	%xmm2, %xmm14                   # xmm14 = xmm14[0],xmm2[0],xmm14[1],xmm2[1]
	addps	%xmm3, %xmm14
	movss	16(%rdi,%rax,4), %xmm0          # xmm0 = mem[0],zero,zero,zero
	movq	%r10, %r11
	movss	16(%r10,%rax,4), %xmm3          # xmm3 = mem[0],zero,zero,zero
	unpcklps	%xmm0, %xmm3                    # xmm3 = xmm3[0],xmm0[0],xmm3[1],xmm0[1]
	movq	96(%rsp), %r10                  # 8-byte Reload
	movss	16(%r10,%rax,4), %xmm5          # xmm5 = mem[0],zero,zero,zero
	movq	144(%rsp), %rbp                 # 8-byte Reload
	movss	16(%rbp,%rax,4), %xmm0          # xmm0 = mem[0],zero,zero,zero
	unpcklps	%xmm5, %xmm0                    # xmm0 = xmm0[0],xmm5[0],xmm0[1],xmm5[1]
	movlhps	%xmm3, %xmm0                    # xmm0 = xmm0[0],xmm3[0]
	movaps	%xmm11, %xmm13
	shufps	$0, %xmm11, %xmm13              # xmm13 = xmm13[0,0],xmm11[0,0]
	mulps	%xmm13, %xmm0
	shufps	$0, %xmm12, %xmm12              # xmm12 = xmm12[0,0,0,0]
	addps	%xmm12, %xmm0
	mulps	%xmm1, %xmm0
	movss	20(%rdi,%rax,4), %xmm1          # xmm1 = mem[0],zero,zero,zero
	movss	20(%r11,%rax,4), %xmm3          # xmm3 = mem[0],zero,zero,zero
	unpcklps	%xmm1, %xmm3                    # xmm3 = xmm3[0],xmm1[0],xmm3[1],xmm1[1]
	movss	20(%r10,%rax,4), %xmm1          # xmm1 = mem[0],zero,zero,zero
	movss	20(%rbp,%rax,4), %xmm15         # xmm15 = mem[0],zero,zero,zero
	unpcklps	%xmm1, %xmm15                   # xmm15 = xmm15[0],xmm1[0],xmm15[1],xmm1[1]
	movlhps	%xmm3, %xmm15                   # xmm15 = xmm15[0],xmm3[0]
	shufps	$85, %xmm11, %xmm11             # xmm11 = xmm11[1,1,1,1]
	mulps	%xmm11, %xmm15
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	movaps	%xmm2, 464(%rsp)                # 16-byte Spill
	addps	%xmm2, %xmm15
	mulps	%xmm0, %xmm15
	leaq	6(%rax), %rcx
	imulq	%r8, %rcx
	addq	%r9, %rcx
	leaq	7(%rax), %rdx
	imulq	%r8, %rdx
	addq	%r9, %rdx
	movq	240(%rsp), %r8                  # 8-byte Reload
	movss	(%r8,%rdx,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movss	(%r8,%rcx,4), %xmm3             # xmm3 = mem[0],zero,zero,zero
	unpcklps	%xmm0, %xmm3                    # xmm3 = xmm3[0],xmm0[0],xmm3[1],xmm0[1]
	movq	88(%rsp), %r8                   # 8-byte Reload
	movsd	24(%r8,%rax,4), %xmm0           # xmm0 = mem[0],zero
	divps	%xmm0, %xmm3
	movq	104(%rsp), %r8                  # 8-byte Reload
	movsd	24(%r8,%rax,4), %xmm0           # xmm0 = mem[0],zero
	mulps	%xmm3, %xmm0
	movss	(%rsi,%rdx,4), %xmm9            # xmm9 = mem[0],zero,zero,zero
	movss	(%rsi,%rcx,4), %xmm7            # xmm7 = mem[0],zero,zero,zero
	movaps	%xmm7, %xmm5
	unpcklps	%xmm9, %xmm5                    # xmm5 = xmm5[0],xmm9[0],xmm5[1],xmm9[1]
	addps	%xmm0, %xmm5
	movq	%rdi, %rdx
	movss	24(%rdi,%rax,4), %xmm0          # xmm0 = mem[0],zero,zero,zero
	movq	%r11, %rdi
	movss	24(%r11,%rax,4), %xmm6          # xmm6 = mem[0],zero,zero,zero
	unpcklps	%xmm0, %xmm6                    # xmm6 = xmm6[0],xmm0[0],xmm6[1],xmm0[1]
	movss	24(%r10,%rax,4), %xmm1          # xmm1 = mem[0],zero,zero,zero
	movq	%rbp, %r11
	movss	24(%rbp,%rax,4), %xmm0          # xmm0 = mem[0],zero,zero,zero
	unpcklps	%xmm1, %xmm0                    # xmm0 = xmm0[0],xmm1[0],xmm0[1],xmm1[1]
	movlhps	%xmm6, %xmm0                    # xmm0 = xmm0[0],xmm6[0]
	movaps	%xmm3, %xmm6
	shufps	$0, %xmm3, %xmm6                # xmm6 = xmm6[0,0],xmm3[0,0]
	mulps	%xmm6, %xmm0
	shufps	$0, %xmm7, %xmm7                # xmm7 = xmm7[0,0,0,0]
	addps	%xmm7, %xmm0
	mulps	%xmm15, %xmm0
	movss	28(%rdx,%rax,4), %xmm15         # xmm15 = mem[0],zero,zero,zero
	movss	28(%rdi,%rax,4), %xmm1          # xmm1 = mem[0],zero,zero,zero
	movq	%rdi, %rbp
	unpcklps	%xmm15, %xmm1                   # xmm1 = xmm1[0],xmm15[0],xmm1[1],xmm15[1]
	movss	28(%r10,%rax,4), %xmm2          # xmm2 = mem[0],zero,zero,zero
	movss	28(%r11,%rax,4), %xmm15         # xmm15 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm15                   # xmm15 = xmm15[0],xmm2[0],xmm15[1],xmm2[1]
	movlhps	%xmm1, %xmm15                   # xmm15 = xmm15[0],xmm1[0]
	shufps	$85, %xmm3, %xmm3               # xmm3 = xmm3[1,1,1,1]
	mulps	%xmm3, %xmm15
	shufps	$0, %xmm9, %xmm9                # xmm9 = xmm9[0,0,0,0]
	addps	%xmm9, %xmm15
	mulps	%xmm0, %xmm15
	movq	232(%rsp), %rdi                 # 8-byte Reload
	movsd	(%rdi,%rax,4), %xmm0            # xmm0 = mem[0],zero
	movq	224(%rsp), %r8                  # 8-byte Reload
	movsd	(%r8,%rax,4), %xmm1             # xmm1 = mem[0],zero
	movaps	%xmm1, %xmm2
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	mulps	192(%rsp), %xmm2                # 16-byte Folded Reload
	addps	128(%rsp), %xmm2                # 16-byte Folded Reload
	shufps	$17, %xmm1, %xmm0               # xmm0 = xmm0[1,0],xmm1[1,0]
	shufps	$226, %xmm1, %xmm0              # xmm0 = xmm0[2,0],xmm1[2,3]
	mulps	%xmm4, %xmm0
	addps	256(%rsp), %xmm0                # 16-byte Folded Reload
	mulps	%xmm2, %xmm0
	movsd	8(%rdi,%rax,4), %xmm4           # xmm4 = mem[0],zero
	movsd	8(%r8,%rax,4), %xmm1            # xmm1 = mem[0],zero
	movaps	%xmm1, %xmm2
	unpcklps	%xmm4, %xmm2                    # xmm2 = xmm2[0],xmm4[0],xmm2[1],xmm4[1]
	mulps	176(%rsp), %xmm2                # 16-byte Folded Reload
	addps	480(%rsp), %xmm2                # 16-byte Folded Reload
	mulps	%xmm0, %xmm2
	shufps	$17, %xmm1, %xmm4               # xmm4 = xmm4[1,0],xmm1[1,0]
	shufps	$226, %xmm1, %xmm4              # xmm4 = xmm4[2,0],xmm1[2,3]
	mulps	%xmm8, %xmm4
	addps	320(%rsp), %xmm4                # 16-byte Folded Reload
	movsd	16(%rdi,%rax,4), %xmm8          # xmm8 = mem[0],zero
	mulps	%xmm2, %xmm4
	movsd	16(%r8,%rax,4), %xmm0           # xmm0 = mem[0],zero
	movaps	%xmm0, %xmm1
	unpcklps	%xmm8, %xmm1                    # xmm1 = xmm1[0],xmm8[0],xmm1[1],xmm8[1]
	mulps	%xmm13, %xmm1
	addps	%xmm12, %xmm1
	leaq	8(%rax), %rcx
	imulq	112(%rsp), %rcx                 # 8-byte Folded Reload
	addq	%r9, %rcx
	leaq	9(%rax), %rdx
	imulq	112(%rsp), %rdx                 # 8-byte Folded Reload
	addq	%r9, %rdx
	mulps	%xmm4, %xmm1
	movsd	24(%rdi,%rax,4), %xmm4          # xmm4 = mem[0],zero
	shufps	$17, %xmm0, %xmm8               # xmm8 = xmm8[1,0],xmm0[1,0]
	shufps	$226, %xmm0, %xmm8              # xmm8 = xmm8[2,0],xmm0[2,3]
	movsd	24(%r8,%rax,4), %xmm0           # xmm0 = mem[0],zero
	mulps	%xmm11, %xmm8
	addps	464(%rsp), %xmm8                # 16-byte Folded Reload
	mulps	%xmm1, %xmm8
	movaps	%xmm0, %xmm1
	unpcklps	%xmm4, %xmm1                    # xmm1 = xmm1[0],xmm4[0],xmm1[1],xmm4[1]
	mulps	%xmm6, %xmm1
	addps	%xmm7, %xmm1
	mulps	%xmm8, %xmm1
	shufps	$17, %xmm0, %xmm4               # xmm4 = xmm4[1,0],xmm0[1,0]
	shufps	$226, %xmm0, %xmm4              # xmm4 = xmm4[2,0],xmm0[2,3]
	mulps	%xmm3, %xmm4
	addps	%xmm9, %xmm4
	mulps	%xmm1, %xmm4
	movsd	32(%rdi,%rax,4), %xmm11         # xmm11 = mem[0],zero
	movsd	32(%r8,%rax,4), %xmm0           # xmm0 = mem[0],zero
	movaps	%xmm0, %xmm6
	unpcklps	%xmm11, %xmm6                   # xmm6 = xmm6[0],xmm11[0],xmm6[1],xmm11[1]
	movss	(%rsi,%rcx,4), %xmm9            # xmm9 = mem[0],zero,zero,zero
	movaps	%xmm9, %xmm7
	shufps	$17, %xmm0, %xmm11              # xmm11 = xmm11[1,0],xmm0[1,0]
	shufps	$226, %xmm0, %xmm11             # xmm11 = xmm11[2,0],xmm0[2,3]
	movss	(%rsi,%rdx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movq	88(%rsp), %rsi                  # 8-byte Reload
	movsd	32(%rsi,%rax,4), %xmm2          # xmm2 = mem[0],zero
	movq	240(%rsp), %rsi                 # 8-byte Reload
	movss	(%rsi,%rdx,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	movss	(%rsi,%rcx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movq	32(%rsp), %r10                  # 8-byte Reload
	unpcklps	%xmm3, %xmm1                    # xmm1 = xmm1[0],xmm3[0],xmm1[1],xmm3[1]
	divps	%xmm2, %xmm1
	movq	104(%rsp), %rcx                 # 8-byte Reload
	movsd	32(%rcx,%rax,4), %xmm2          # xmm2 = mem[0],zero
	mulps	%xmm1, %xmm2
	unpcklps	%xmm0, %xmm9                    # xmm9 = xmm9[0],xmm0[0],xmm9[1],xmm0[1]
	addps	%xmm2, %xmm9
	movq	152(%rsp), %rsi                 # 8-byte Reload
	movss	32(%rsi,%rax,4), %xmm2          # xmm2 = mem[0],zero,zero,zero
	movss	32(%rbp,%rax,4), %xmm8          # xmm8 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movq	96(%rsp), %rdx                  # 8-byte Reload
	movss	32(%rdx,%rax,4), %xmm2          # xmm2 = mem[0],zero,zero,zero
	movss	32(%r11,%rax,4), %xmm3          # xmm3 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm3                    # xmm3 = xmm3[0],xmm2[0],xmm3[1],xmm2[1]
	shufps	$0, %xmm7, %xmm7                # xmm7 = xmm7[0,0,0,0]
	movlhps	%xmm8, %xmm3                    # xmm3 = xmm3[0],xmm8[0]
	movaps	%xmm1, %xmm2
	shufps	$0, %xmm1, %xmm2                # xmm2 = xmm2[0,0],xmm1[0,0]
	mulps	%xmm2, %xmm3
	addps	%xmm7, %xmm3
	mulps	%xmm15, %xmm3
	mulps	%xmm6, %xmm2
	addps	%xmm7, %xmm2
	mulps	%xmm4, %xmm2
	shufps	$0, %xmm0, %xmm0                # xmm0 = xmm0[0,0,0,0]
	shufps	$85, %xmm1, %xmm1               # xmm1 = xmm1[1,1,1,1]
	mulps	%xmm1, %xmm11
	addps	%xmm0, %xmm11
	mulps	%xmm2, %xmm11
	movaps	48(%rsp), %xmm4                 # 16-byte Reload
	movaps	%xmm4, %xmm2
	shufps	$85, %xmm4, %xmm2               # xmm2 = xmm2[1,1],xmm4[1,1]
	mulss	%xmm4, %xmm2
	mulss	%xmm10, %xmm2
	shufps	$85, %xmm10, %xmm10             # xmm10 = xmm10[1,1,1,1]
	mulss	%xmm2, %xmm10
	mulss	%xmm14, %xmm10
	shufps	$85, %xmm14, %xmm14             # xmm14 = xmm14[1,1,1,1]
	mulss	%xmm10, %xmm14
	mulss	%xmm5, %xmm14
	shufps	$85, %xmm5, %xmm5               # xmm5 = xmm5[1,1,1,1]
	mulss	%xmm14, %xmm5
	mulss	%xmm9, %xmm5
	shufps	$85, %xmm9, %xmm9               # xmm9 = xmm9[1,1,1,1]
	mulss	%xmm5, %xmm9
	movss	36(%rsi,%rax,4), %xmm2          # xmm2 = mem[0],zero,zero,zero
	movss	36(%rbp,%rax,4), %xmm4          # xmm4 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm4                    # xmm4 = xmm4[0],xmm2[0],xmm4[1],xmm2[1]
	movss	36(%rdx,%rax,4), %xmm2          # xmm2 = mem[0],zero,zero,zero
	movss	36(%r11,%rax,4), %xmm5          # xmm5 = mem[0],zero,zero,zero
	movq	16(%rsp), %r11                  # 8-byte Reload
	unpcklps	%xmm2, %xmm5                    # xmm5 = xmm5[0],xmm2[0],xmm5[1],xmm2[1]
	movlhps	%xmm4, %xmm5                    # xmm5 = xmm5[0],xmm4[0]
	mulps	%xmm1, %xmm5
	addps	%xmm0, %xmm5
	mulps	%xmm3, %xmm5
	movq	304(%rsp), %rbp                 # 8-byte Reload
.Lsrbm_BB16_13:                              # %.loopexit
                                        #   in Loop: Header=BB16_6 Depth=1
	movaps	%xmm11, 128(%rsp)               # 16-byte Spill
	movaps	%xmm9, 176(%rsp)                # 16-byte Spill
	movaps	%xmm5, 32(%rsp)                 # 16-byte Spill
	movaps	%xmm11, %xmm0
	shufps	$85, %xmm11, %xmm0              # xmm0 = xmm0[1,1],xmm11[1,1]
	movq	%r14, 16(%rsp)                  # 8-byte Spill
	movq	%r15, 48(%rsp)                  # 8-byte Spill
	movq	%rbx, 192(%rsp)                 # 8-byte Spill
	movq	%r13, %r14
	movq	%r12, %r13
	movq	__nv_logf@GOTPCREL(%rip), %r12
	movq	%r10, %r15
	movq	%r11, %rbx
	callq	*%r12
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	movaps	128(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	movaps	176(%rsp), %xmm0                # 16-byte Reload
	callq	*%r12
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	shufps	$255, %xmm0, %xmm0              # xmm0 = xmm0[3,3,3,3]
	callq	*%r12
	movaps	256(%rsp), %xmm1                # 16-byte Reload
	unpcklps	128(%rsp), %xmm1                # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0],xmm1[1],mem[1]
	movaps	176(%rsp), %xmm2                # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	movlhps	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	movaps	160(%rsp), %xmm0                # 16-byte Reload
	subps	%xmm1, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	movhlps	%xmm0, %xmm0                    # xmm0 = xmm0[1,1]
	callq	*%r12
	movss	4(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 4(%rsp)                  # 4-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	shufps	$85, %xmm0, %xmm0               # xmm0 = xmm0[1,1,1,1]
	callq	*%r12
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	movq	%rbx, %r11
	movq	%r15, %r10
	movq	%r13, %r12
	movq	%r14, %r13
	movq	272(%rsp), %r9                  # 8-byte Reload
	movq	192(%rsp), %rbx                 # 8-byte Reload
	movq	48(%rsp), %r15                  # 8-byte Reload
	movq	16(%rsp), %r14                  # 8-byte Reload
	movq	112(%rsp), %r8                  # 8-byte Reload
	movq	296(%rsp), %rdi                 # 8-byte Reload
	movaps	128(%rsp), %xmm1                # 16-byte Reload
	unpcklps	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0],xmm1[1],xmm0[1]
	movaps	352(%rsp), %xmm3                # 16-byte Reload
	subps	%xmm1, %xmm3
	addq	$40, %rbp
	addq	$40, %r11
	addq	$40, %r10
	addq	$40, %r13
	addq	$40, %r12
	addq	$40, %r14
	addq	$40, %r15
	addq	$40, %rbx
	movq	336(%rsp), %rax                 # 8-byte Reload
	addq	%rax, %r9
	addq	%rax, 8(%rsp)                   # 8-byte Folded Spill
	movq	64(%rsp), %rax                  # 8-byte Reload
	cmpl	%eax, %edi
	jle	.Lsrbm_BB16_14
.Lsrbm_BB16_6:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB16_12 Depth 2
	movq	%rbp, 304(%rsp)                 # 8-byte Spill
	movaps	%xmm3, 352(%rsp)                # 16-byte Spill
	leaq	10(%rax), %rcx
	movq	%rcx, 64(%rsp)                  # 8-byte Spill
	cmpl	%ecx, %edi
	movq	%r9, 272(%rsp)                  # 8-byte Spill
	jge	.Lsrbm_BB16_7
# %bb.10:                               #   in Loop: Header=BB16_6 Depth=1
	movss	.Lsrbm_CPI16_7(%rip), %xmm9          # xmm9 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	.Lsrbm_CPI16_6(%rip), %xmm5          # xmm5 = [1.0E+0,1.0E+0,1.0E+0,1.0E+0]
	movaps	.Lsrbm_CPI16_5(%rip), %xmm11         # xmm11 = [1.0E+0,1.0E+0,u,u]
	cmpq	%rdi, %rax
	movq	304(%rsp), %rbp                 # 8-byte Reload
	jae	.Lsrbm_BB16_13
# %bb.11:                               # %.preheader.preheader
                                        #   in Loop: Header=BB16_6 Depth=1
	xorl	%ecx, %ecx
	xorl	%edx, %edx
	movss	.Lsrbm_CPI16_7(%rip), %xmm9          # xmm9 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	.Lsrbm_CPI16_6(%rip), %xmm5          # xmm5 = [1.0E+0,1.0E+0,1.0E+0,1.0E+0]
	movaps	.Lsrbm_CPI16_5(%rip), %xmm11         # xmm11 = [1.0E+0,1.0E+0,u,u]
	.p2align	4
.Lsrbm_BB16_12:                              # %.preheader
                                        #   Parent Loop BB16_6 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	8(%rsp), %rsi                   # 8-byte Reload
	movss	(%rsi,%rcx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movss	(%r9,%rcx,4), %xmm2             # xmm2 = mem[0],zero,zero,zero
	divss	(%rbx,%rdx,4), %xmm2
	movaps	%xmm2, %xmm0
	shufps	$0, %xmm2, %xmm0                # xmm0 = xmm0[0,0],xmm2[0,0]
	movss	(%r15,%rdx,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	movss	(%r14,%rdx,4), %xmm4            # xmm4 = mem[0],zero,zero,zero
	unpcklps	%xmm3, %xmm4                    # xmm4 = xmm4[0],xmm3[0],xmm4[1],xmm3[1]
	mulps	%xmm0, %xmm4
	mulss	(%r12,%rdx,4), %xmm2
	addss	%xmm1, %xmm2
	shufps	$0, %xmm1, %xmm1                # xmm1 = xmm1[0,0,0,0]
	addps	%xmm1, %xmm4
	mulps	%xmm4, %xmm11
	mulss	%xmm2, %xmm9
	movss	(%r13,%rdx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movss	(%r10,%rdx,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm3                    # xmm3 = xmm3[0],xmm2[0],xmm3[1],xmm2[1]
	movss	(%r11,%rdx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movss	(%rbp,%rdx,4), %xmm4            # xmm4 = mem[0],zero,zero,zero
	unpcklps	%xmm2, %xmm4                    # xmm4 = xmm4[0],xmm2[0],xmm4[1],xmm2[1]
	movlhps	%xmm3, %xmm4                    # xmm4 = xmm4[0],xmm3[0]
	mulps	%xmm0, %xmm4
	addps	%xmm1, %xmm4
	mulps	%xmm4, %xmm5
	incq	%rdx
	leal	(%rdx,%rax), %esi
	addq	%r8, %rcx
	cmpl	%esi, %edi
	jg	.Lsrbm_BB16_12
	jmp	.Lsrbm_BB16_13
.Lsrbm_BB16_3:
	xorps	%xmm0, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	xorps	%xmm0, %xmm0
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	xorps	%xmm3, %xmm3
.Lsrbm_BB16_14:                              # %.loopexit279
	leaq	560(%rsp), %rdi
	movq	216(%rdi), %rax
	movq	448(%rsp), %r9                  # 8-byte Reload
	movq	424(%rsp), %r11                 # 8-byte Reload
	leaq	(%r9,%r11), %rdx
	movslq	16(%rdi), %rcx
	imulq	%rcx, %rdx
	leaq	(%rax,%rdx,4), %rdx
	movq	288(%rsp), %r8                  # 8-byte Reload
	movss	(%rdx,%r8,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movq	440(%rsp), %r10                 # 8-byte Reload
	movq	384(%rsp), %rsi                 # 8-byte Reload
	cmpl	%r10d, %esi
	movss	4(%rsp), %xmm4                  # 4-byte Reload
                                        # xmm4 = mem[0],zero,zero,zero
	movaps	160(%rsp), %xmm5                # 16-byte Reload
	jge	.Lsrbm_BB16_18
# %bb.15:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB16_17
# %bb.16:
	movaps	%xmm0, %xmm1
	subss	(%rax,%rdx,4), %xmm1
	addss	%xmm5, %xmm1
.Lsrbm_BB16_17:
	movq	224(%rdi), %rsi
	movss	%xmm1, (%rsi,%rdx,4)
.Lsrbm_BB16_18:
	movq	376(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB16_22
# %bb.19:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB16_21
# %bb.20:
	movaps	%xmm5, %xmm2
	shufps	$85, %xmm5, %xmm2               # xmm2 = xmm2[1,1],xmm5[1,1]
	movaps	%xmm0, %xmm1
	subss	(%rax,%rdx,4), %xmm1
	addss	%xmm2, %xmm1
.Lsrbm_BB16_21:
	movq	224(%rdi), %rsi
	movss	%xmm1, (%rsi,%rdx,4)
.Lsrbm_BB16_22:
	movq	392(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB16_26
# %bb.23:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB16_25
# %bb.24:
	movaps	%xmm5, %xmm2
	unpckhpd	%xmm5, %xmm2                    # xmm2 = xmm2[1],xmm5[1]
	movaps	%xmm0, %xmm1
	subss	(%rax,%rdx,4), %xmm1
	addss	%xmm2, %xmm1
.Lsrbm_BB16_25:
	movq	224(%rdi), %rsi
	movss	%xmm1, (%rsi,%rdx,4)
.Lsrbm_BB16_26:
	movq	400(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB16_30
# %bb.27:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB16_29
# %bb.28:
	shufps	$255, %xmm5, %xmm5              # xmm5 = xmm5[3,3,3,3]
	movaps	%xmm0, %xmm1
	subss	(%rax,%rdx,4), %xmm1
	addss	%xmm5, %xmm1
.Lsrbm_BB16_29:
	movq	224(%rdi), %rsi
	movss	%xmm1, (%rsi,%rdx,4)
.Lsrbm_BB16_30:
	movq	408(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB16_34
# %bb.31:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB16_33
# %bb.32:
	movaps	%xmm0, %xmm1
	subss	(%rax,%rdx,4), %xmm1
	addss	%xmm1, %xmm4
	movaps	%xmm4, %xmm1
.Lsrbm_BB16_33:
	movq	224(%rdi), %rsi
	movss	%xmm1, (%rsi,%rdx,4)
.Lsrbm_BB16_34:
	movq	416(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB16_38
# %bb.35:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB16_37
# %bb.36:
	movaps	%xmm0, %xmm1
	subss	(%rax,%rdx,4), %xmm1
	addss	%xmm3, %xmm1
.Lsrbm_BB16_37:
	movq	224(%rdi), %rsi
	movss	%xmm1, (%rsi,%rdx,4)
.Lsrbm_BB16_38:
	movq	432(%rsp), %rdx                 # 8-byte Reload
	cmpq	%r10, %rdx
	jge	.Lsrbm_BB16_42
# %bb.39:
	addq	%rdx, %r9
	imulq	%rcx, %r9
	addq	%r8, %r9
	xorps	%xmm1, %xmm1
	cmpq	%r11, %rdx
	je	.Lsrbm_BB16_41
# %bb.40:
	subss	(%rax,%r9,4), %xmm0
	shufps	$85, %xmm3, %xmm3               # xmm3 = xmm3[1,1,1,1]
	addss	%xmm0, %xmm3
	movaps	%xmm3, %xmm1
.Lsrbm_BB16_41:
	movq	224(%rdi), %rax
	movss	%xmm1, (%rax,%r9,4)
.Lsrbm_BB16_42:
	addq	$504, %rsp                      # imm = 0x1F8
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end16:
	.size	hidden_f32, .Lfunc_end16-hidden_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_f64
.Lsrbm_CPI17_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI17_2:
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI17_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI17_3:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	hidden_f64
	.p2align	4
	.type	hidden_f64,@function
hidden_f64:                             # @hidden_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$568, %rsp                      # imm = 0x238
	.cfi_def_cfa_offset 624
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r12
	imulq	%rdx, %r12
	addq	%rcx, %r12
	cmpl	636(%rsp), %r12d
	jge	.Lsrbm_BB17_44
# %bb.1:
	leaq	624(%rsp), %rdx
	movslq	16(%rax), %rcx
	leaq	(,%rcx,8), %r15
	subq	%rcx, %r15
	movslq	12(%rax), %rax
	movq	%rdx, %rcx
	movslq	20(%rdx), %rdx
	imulq	%rax, %rdx
	addq	64(%rcx), %rdx
	movslq	4(%rcx), %rsi
	movq	%rsi, %r13
	imulq	%rax, %r13
	movslq	8(%rcx), %rbp
	movq	%rcx, %rdi
	movq	%r13, %rcx
	imulq	%rbp, %rcx
	shlq	$3, %rcx
	addq	152(%rdi), %rcx
	movq	%rsi, 536(%rsp)                 # 8-byte Spill
	leal	-1(%rsi), %edi
	cmpl	%edi, %r15d
	movl	%edi, %esi
	cmovll	%r15d, %esi
	movslq	%esi, %rsi
	imulq	%rbp, %rsi
	leaq	1(%r15), %r9
	cmpl	%edi, %r9d
	movl	%edi, %r8d
	movq	%r9, 472(%rsp)                  # 8-byte Spill
	cmovll	%r9d, %r8d
	movslq	%r8d, %r8
	imulq	%rbp, %r8
	leaq	2(%r15), %r10
	cmpl	%edi, %r10d
	movl	%edi, %r9d
	movq	%r10, 488(%rsp)                 # 8-byte Spill
	cmovll	%r10d, %r9d
	movslq	%r9d, %r9
	imulq	%rbp, %r9
	leaq	3(%r15), %r11
	cmpl	%edi, %r11d
	movl	%edi, %r10d
	movq	%r11, 496(%rsp)                 # 8-byte Spill
	cmovll	%r11d, %r10d
	movslq	%r10d, %r10
	imulq	%rbp, %r10
	leaq	4(%r15), %rbx
	cmpl	%edi, %ebx
	movl	%edi, %r11d
	movq	%rbx, 504(%rsp)                 # 8-byte Spill
	cmovll	%ebx, %r11d
	movslq	%r11d, %r11
	imulq	%rbp, %r11
	leaq	5(%r15), %r14
	cmpl	%edi, %r14d
	movl	%edi, %ebx
	movq	%r14, 512(%rsp)                 # 8-byte Spill
	cmovll	%r14d, %ebx
	movslq	%ebx, %rbx
	imulq	%rbp, %rbx
	movq	%r15, 480(%rsp)                 # 8-byte Spill
	leaq	6(%r15), %r14
	leaq	624(%rsp), %r15
	cmpl	%edi, %r14d
	movq	%r14, 528(%rsp)                 # 8-byte Spill
	cmovll	%r14d, %edi
	movzbl	(%r12,%rdx), %r14d
	movslq	%edi, %rdx
	imulq	%rbp, %rdx
	movq	%rbp, %rdi
	movq	%r14, 520(%rsp)                 # 8-byte Spill
	imulq	%r14, %rdi
	movq	160(%r15), %r14
	cmpb	$0, (%r14,%rax)
	leaq	(%rcx,%rsi,8), %rax
	movq	%rax, 320(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r8,8), %rax
	movq	%rax, 312(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r9,8), %rax
	movq	%rax, 304(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r10,8), %rax
	movq	%rax, 296(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r11,8), %rax
	movq	%rax, 288(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%rbx,8), %rax
	movq	%rax, 280(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%rdx,8), %rax
	movq	%rax, 272(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%rdi,8), %rax
	movq	%rax, 264(%rsp)                 # 8-byte Spill
	movq	%r12, 416(%rsp)                 # 8-byte Spill
	movq	%rbp, 424(%rsp)                 # 8-byte Spill
	movq	%r13, 544(%rsp)                 # 8-byte Spill
	je	.Lsrbm_BB17_5
# %bb.2:
	testl	%ebp, %ebp
	jle	.Lsrbm_BB17_15
# %bb.3:
	movslq	16(%r15), %rbx
	leaq	(,%r12,8), %r14
	addq	168(%r15), %r14
	shlq	$3, %rbx
	xorpd	%xmm2, %xmm2
	xorl	%r15d, %r15d
	movq	__nv_exp@GOTPCREL(%rip), %r12
	movq	__nv_log1p@GOTPCREL(%rip), %r13
	xorpd	%xmm0, %xmm0
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	xorpd	%xmm8, %xmm8
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	xorpd	%xmm7, %xmm7
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	xorpd	%xmm6, %xmm6
	.p2align	4
.Lsrbm_BB17_4:                               # =>This Inner Loop Header: Depth=1
	movsd	%xmm2, 328(%rsp)                # 8-byte Spill
	movapd	112(%rsp), %xmm0                # 16-byte Reload
	unpcklpd	%xmm6, %xmm0                    # xmm0 = xmm0[0],xmm6[0]
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	%xmm7, %xmm0                    # xmm0 = xmm0[0],xmm7[0]
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movapd	80(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	%xmm8, %xmm0                    # xmm0 = xmm0[0],xmm8[0]
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movsd	(%r14), %xmm1                   # xmm1 = mem[0],zero
	movapd	%xmm1, 32(%rsp)                 # 16-byte Spill
	movq	264(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movq	320(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm3            # xmm3 = mem[0],zero
	subsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	.Lsrbm_CPI17_0(%rip), %xmm2          # xmm2 = [NaN,NaN]
	andpd	%xmm2, %xmm3
	movapd	%xmm3, 384(%rsp)                # 16-byte Spill
	movapd	%xmm3, %xmm4
	movsd	.Lsrbm_CPI17_1(%rip), %xmm3          # xmm3 = [-2.0E+0,0.0E+0]
	mulsd	%xmm3, %xmm4
	movapd	%xmm4, 64(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	andpd	%xmm2, %xmm0
	movapd	%xmm0, 336(%rsp)                # 16-byte Spill
	mulsd	%xmm3, %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r12
	callq	*%r13
	movapd	%xmm0, 144(%rsp)                # 16-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 192(%rsp)                # 16-byte Spill
	movq	312(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 352(%rsp)                # 16-byte Spill
	movapd	64(%rsp), %xmm0                 # 16-byte Reload
	subsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andpd	.Lsrbm_CPI17_0(%rip), %xmm0
	movapd	%xmm0, 64(%rsp)                 # 16-byte Spill
	mulsd	.Lsrbm_CPI17_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	%xmm0, 368(%rsp)                # 16-byte Spill
	movq	304(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	movapd	128(%rsp), %xmm0                # 16-byte Reload
	subsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andpd	.Lsrbm_CPI17_0(%rip), %xmm0
	movapd	%xmm0, 128(%rsp)                # 16-byte Spill
	mulsd	.Lsrbm_CPI17_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	%xmm0, 176(%rsp)                # 16-byte Spill
	movq	296(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 240(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 432(%rsp)                # 16-byte Spill
	movapd	240(%rsp), %xmm0                # 16-byte Reload
	subsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andpd	.Lsrbm_CPI17_0(%rip), %xmm0
	movapd	%xmm0, 240(%rsp)                # 16-byte Spill
	mulsd	.Lsrbm_CPI17_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	%xmm0, 160(%rsp)                # 16-byte Spill
	movq	288(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 400(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 224(%rsp)                # 16-byte Spill
	movapd	400(%rsp), %xmm0                # 16-byte Reload
	subsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andpd	.Lsrbm_CPI17_0(%rip), %xmm0
	movapd	%xmm0, 400(%rsp)                # 16-byte Spill
	mulsd	.Lsrbm_CPI17_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	%xmm0, 448(%rsp)                # 16-byte Spill
	movq	280(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 208(%rsp)                # 16-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	pshufd	$68, 336(%rsp), %xmm1           # 16-byte Folded Reload
                                        # xmm1 = mem[0,1,0,1]
	movapd	144(%rsp), %xmm2                # 16-byte Reload
	unpcklpd	352(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	movapd	48(%rsp), %xmm3                 # 16-byte Reload
	unpcklpd	432(%rsp), %xmm3                # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0]
	movapd	224(%rsp), %xmm4                # 16-byte Reload
	unpcklpd	%xmm0, %xmm4                    # xmm4 = xmm4[0],xmm0[0]
	addpd	%xmm1, %xmm4
	addpd	%xmm1, %xmm3
	addpd	%xmm1, %xmm2
	movapd	.Lsrbm_CPI17_2(%rip), %xmm0          # xmm0 = [-6.9314718055994529E-1,-6.9314718055994529E-1]
	addpd	%xmm0, %xmm2
	movapd	%xmm2, 144(%rsp)                # 16-byte Spill
	addpd	%xmm0, %xmm3
	movapd	%xmm3, 48(%rsp)                 # 16-byte Spill
	addpd	%xmm0, %xmm4
	movapd	%xmm4, 224(%rsp)                # 16-byte Spill
	movapd	208(%rsp), %xmm0                # 16-byte Reload
	subsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andpd	.Lsrbm_CPI17_0(%rip), %xmm0
	movapd	%xmm0, 208(%rsp)                # 16-byte Spill
	mulsd	.Lsrbm_CPI17_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	384(%rsp), %xmm1                # 16-byte Reload
	unpcklpd	64(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	movapd	128(%rsp), %xmm3                # 16-byte Reload
	unpcklpd	240(%rsp), %xmm3                # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0]
	movapd	400(%rsp), %xmm4                # 16-byte Reload
	unpcklpd	208(%rsp), %xmm4                # 16-byte Folded Reload
                                        # xmm4 = xmm4[0],mem[0]
	movapd	192(%rsp), %xmm2                # 16-byte Reload
	unpcklpd	368(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	addpd	%xmm1, %xmm2
	movapd	176(%rsp), %xmm1                # 16-byte Reload
	unpcklpd	160(%rsp), %xmm1                # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	addpd	%xmm3, %xmm1
	movapd	448(%rsp), %xmm3                # 16-byte Reload
	unpcklpd	%xmm0, %xmm3                    # xmm3 = xmm3[0],xmm0[0]
	addpd	%xmm4, %xmm3
	movapd	.Lsrbm_CPI17_2(%rip), %xmm0          # xmm0 = [-6.9314718055994529E-1,-6.9314718055994529E-1]
	addpd	%xmm0, %xmm2
	movapd	144(%rsp), %xmm4                # 16-byte Reload
	subpd	%xmm2, %xmm4
	movapd	80(%rsp), %xmm2                 # 16-byte Reload
	addpd	%xmm4, %xmm2
	addpd	%xmm0, %xmm1
	movapd	48(%rsp), %xmm4                 # 16-byte Reload
	subpd	%xmm1, %xmm4
	movapd	96(%rsp), %xmm1                 # 16-byte Reload
	addpd	%xmm4, %xmm1
	addpd	%xmm0, %xmm3
	movapd	224(%rsp), %xmm4                # 16-byte Reload
	subpd	%xmm3, %xmm4
	movapd	112(%rsp), %xmm0                # 16-byte Reload
	addpd	%xmm4, %xmm0
	movapd	%xmm2, 80(%rsp)                 # 16-byte Spill
	unpckhpd	%xmm2, %xmm2                    # xmm2 = xmm2[1,1]
	movapd	%xmm2, 128(%rsp)                # 16-byte Spill
	movapd	%xmm1, 96(%rsp)                 # 16-byte Spill
	unpckhpd	%xmm1, %xmm1                    # xmm1 = xmm1[1,1]
	movapd	%xmm1, 144(%rsp)                # 16-byte Spill
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	unpckhpd	%xmm0, %xmm0                    # xmm0 = xmm0[1,1]
	movapd	%xmm0, 64(%rsp)                 # 16-byte Spill
	movq	272(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r15,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movapd	48(%rsp), %xmm0                 # 16-byte Reload
	subsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	andpd	.Lsrbm_CPI17_0(%rip), %xmm0
	movapd	%xmm0, 48(%rsp)                 # 16-byte Spill
	mulsd	.Lsrbm_CPI17_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	64(%rsp), %xmm6                 # 16-byte Reload
	movapd	144(%rsp), %xmm7                # 16-byte Reload
	movapd	128(%rsp), %xmm8                # 16-byte Reload
	movsd	328(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	movapd	336(%rsp), %xmm1                # 16-byte Reload
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	movapd	16(%rsp), %xmm3                 # 16-byte Reload
	unpcklpd	%xmm0, %xmm3                    # xmm3 = xmm3[0],xmm0[0]
	addpd	%xmm1, %xmm3
	addpd	.Lsrbm_CPI17_2(%rip), %xmm3
	movapd	%xmm3, %xmm0
	unpckhpd	%xmm3, %xmm0                    # xmm0 = xmm0[1],xmm3[1]
	subsd	%xmm0, %xmm3
	addsd	%xmm3, %xmm2
	incq	%r15
	addq	%rbx, %r14
	cmpq	%r15, 424(%rsp)                 # 8-byte Folded Reload
	jne	.Lsrbm_BB17_4
	jmp	.Lsrbm_BB17_16
.Lsrbm_BB17_5:
	testl	%ebp, %ebp
	jle	.Lsrbm_BB17_15
# %bb.6:
	movq	%rbp, %rdi
	movq	176(%r15), %rcx
	movq	184(%r15), %rax
	movslq	16(%r15), %rdx
	movq	%rax, 552(%rsp)                 # 8-byte Spill
	leaq	(%rax,%r12,8), %rbp
	movq	%rdx, 8(%rsp)                   # 8-byte Spill
	movq	%rdx, %rax
	shlq	$4, %rax
	leaq	(%rax,%rax,4), %rax
	movq	%rax, 448(%rsp)                 # 8-byte Spill
	movq	%rcx, 560(%rsp)                 # 8-byte Spill
	leaq	(%rcx,%r12,8), %r15
	xorpd	%xmm2, %xmm2
	xorl	%eax, %eax
	movq	264(%rsp), %r14                 # 8-byte Reload
	movq	320(%rsp), %r11                 # 8-byte Reload
	movq	312(%rsp), %r12                 # 8-byte Reload
	movq	304(%rsp), %r13                 # 8-byte Reload
	movq	296(%rsp), %r8                  # 8-byte Reload
	movq	288(%rsp), %r9                  # 8-byte Reload
	movq	280(%rsp), %r10                 # 8-byte Reload
	xorpd	%xmm0, %xmm0
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	xorpd	%xmm8, %xmm8
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	xorpd	%xmm7, %xmm7
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	xorpd	%xmm6, %xmm6
	movq	272(%rsp), %rbx                 # 8-byte Reload
	jmp	.Lsrbm_BB17_10
	.p2align	4
.Lsrbm_BB17_7:                               #   in Loop: Header=BB17_10 Depth=1
	movq	%rax, %rcx
	movq	8(%rsp), %rbx                   # 8-byte Reload
	imulq	%rbx, %rcx
	movq	416(%rsp), %rsi                 # 8-byte Reload
	addq	%rsi, %rcx
	movq	%rax, %rdx
	orq	$1, %rdx
	imulq	%rbx, %rdx
	addq	%rsi, %rdx
	movq	%r10, 240(%rsp)                 # 8-byte Spill
	movq	552(%rsp), %r10                 # 8-byte Reload
	movsd	(%r10,%rcx,8), %xmm13           # xmm13 = mem[0],zero
	movhpd	(%r10,%rdx,8), %xmm13           # xmm13 = xmm13[0],mem[0]
	movq	%r8, 16(%rsp)                   # 8-byte Spill
	movq	264(%rsp), %r8                  # 8-byte Reload
	movupd	(%r8,%rax,8), %xmm0
	divpd	%xmm0, %xmm13
	movupd	16(%r8,%rax,8), %xmm3
	movupd	32(%r8,%rax,8), %xmm2
	movupd	48(%r8,%rax,8), %xmm1
	movq	320(%rsp), %rdi                 # 8-byte Reload
	movupd	(%rdi,%rax,8), %xmm6
	movupd	16(%rdi,%rax,8), %xmm5
	movupd	32(%rdi,%rax,8), %xmm4
	movupd	48(%rdi,%rax,8), %xmm0
	mulpd	%xmm13, %xmm6
	movq	%r9, 48(%rsp)                   # 8-byte Spill
	movq	560(%rsp), %r9                  # 8-byte Reload
	movsd	(%r9,%rcx,8), %xmm14            # xmm14 = mem[0],zero
	movsd	(%r9,%rdx,8), %xmm12            # xmm12 = mem[0],zero
	movapd	%xmm14, %xmm15
	unpcklpd	%xmm12, %xmm15                  # xmm15 = xmm15[0],xmm12[0]
	addpd	%xmm6, %xmm15
	leaq	2(%rax), %rcx
	imulq	%rbx, %rcx
	addq	%rsi, %rcx
	leaq	3(%rax), %rdx
	imulq	%rbx, %rdx
	addq	%rsi, %rdx
	movsd	(%r10,%rcx,8), %xmm10           # xmm10 = mem[0],zero
	movhpd	(%r10,%rdx,8), %xmm10           # xmm10 = xmm10[0],mem[0]
	divpd	%xmm3, %xmm10
	mulpd	%xmm10, %xmm5
	movsd	(%r9,%rdx,8), %xmm3             # xmm3 = mem[0],zero
	movapd	%xmm3, 160(%rsp)                # 16-byte Spill
	movsd	(%r9,%rcx,8), %xmm9             # xmm9 = mem[0],zero
	movapd	%xmm9, %xmm11
	unpcklpd	%xmm3, %xmm11                   # xmm11 = xmm11[0],xmm3[0]
	addpd	%xmm5, %xmm11
	leaq	4(%rax), %rcx
	imulq	%rbx, %rcx
	addq	%rsi, %rcx
	leaq	5(%rax), %rdx
	imulq	%rbx, %rdx
	addq	%rsi, %rdx
	movsd	(%r10,%rcx,8), %xmm3            # xmm3 = mem[0],zero
	movhpd	(%r10,%rdx,8), %xmm3            # xmm3 = xmm3[0],mem[0]
	divpd	%xmm2, %xmm3
	movapd	%xmm3, 432(%rsp)                # 16-byte Spill
	mulpd	%xmm3, %xmm4
	movsd	(%r9,%rdx,8), %xmm2             # xmm2 = mem[0],zero
	movapd	%xmm2, 368(%rsp)                # 16-byte Spill
	movsd	(%r9,%rcx,8), %xmm8             # xmm8 = mem[0],zero
	movapd	%xmm8, 176(%rsp)                # 16-byte Spill
	unpcklpd	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0]
	addpd	%xmm4, %xmm8
	leaq	6(%rax), %rcx
	imulq	%rbx, %rcx
	addq	%rsi, %rcx
	leaq	7(%rax), %rdx
	imulq	%rbx, %rdx
	addq	%rsi, %rdx
	movsd	(%r10,%rcx,8), %xmm2            # xmm2 = mem[0],zero
	movhpd	(%r10,%rdx,8), %xmm2            # xmm2 = xmm2[0],mem[0]
	divpd	%xmm1, %xmm2
	movapd	%xmm2, 352(%rsp)                # 16-byte Spill
	mulpd	%xmm2, %xmm0
	movsd	(%r9,%rdx,8), %xmm1             # xmm1 = mem[0],zero
	movapd	%xmm1, 336(%rsp)                # 16-byte Spill
	movsd	(%r9,%rcx,8), %xmm5             # xmm5 = mem[0],zero
	movapd	%xmm5, 192(%rsp)                # 16-byte Spill
	unpcklpd	%xmm1, %xmm5                    # xmm5 = xmm5[0],xmm1[0]
	addpd	%xmm0, %xmm5
	leaq	8(%rax), %rcx
	imulq	%rbx, %rcx
	addq	%rsi, %rcx
	leaq	9(%rax), %rdx
	imulq	%rbx, %rdx
	addq	%rsi, %rdx
	movsd	(%r10,%rcx,8), %xmm2            # xmm2 = mem[0],zero
	movhpd	(%r10,%rdx,8), %xmm2            # xmm2 = xmm2[0],mem[0]
	movq	240(%rsp), %r10                 # 8-byte Reload
	movupd	64(%r8,%rax,8), %xmm0
	divpd	%xmm0, %xmm2
	movapd	%xmm2, 384(%rsp)                # 16-byte Spill
	movupd	64(%rdi,%rax,8), %xmm1
	mulpd	%xmm2, %xmm1
	movsd	(%r9,%rdx,8), %xmm2             # xmm2 = mem[0],zero
	movapd	%xmm2, 32(%rsp)                 # 16-byte Spill
	movsd	(%r9,%rcx,8), %xmm0             # xmm0 = mem[0],zero
	movapd	%xmm0, 224(%rsp)                # 16-byte Spill
	unpcklpd	%xmm2, %xmm0                    # xmm0 = xmm0[0],xmm2[0]
	addpd	%xmm1, %xmm0
	movapd	%xmm15, %xmm1
	unpckhpd	%xmm15, %xmm1                   # xmm1 = xmm1[1],xmm15[1]
	mulsd	%xmm15, %xmm1
	mulsd	%xmm11, %xmm1
	unpckhpd	%xmm11, %xmm11                  # xmm11 = xmm11[1,1]
	mulsd	%xmm1, %xmm11
	mulsd	%xmm8, %xmm11
	unpckhpd	%xmm8, %xmm8                    # xmm8 = xmm8[1,1]
	mulsd	%xmm11, %xmm8
	mulsd	%xmm5, %xmm8
	unpckhpd	%xmm5, %xmm5                    # xmm5 = xmm5[1,1]
	mulsd	%xmm8, %xmm5
	mulsd	%xmm0, %xmm5
	unpckhpd	%xmm0, %xmm0                    # xmm0 = xmm0[1,1]
	mulsd	%xmm5, %xmm0
	movapd	%xmm13, %xmm2
	unpcklpd	%xmm13, %xmm2                   # xmm2 = xmm2[0],xmm13[0]
	movq	280(%rsp), %r8                  # 8-byte Reload
	movupd	(%r8,%rax,8), %xmm7
	movq	272(%rsp), %r9                  # 8-byte Reload
	movupd	(%r9,%rax,8), %xmm11
	movapd	%xmm11, %xmm5
	unpcklpd	%xmm7, %xmm5                    # xmm5 = xmm5[0],xmm7[0]
	movq	296(%rsp), %rsi                 # 8-byte Reload
	movupd	(%rsi,%rax,8), %xmm6
	movq	288(%rsp), %rdi                 # 8-byte Reload
	movupd	(%rdi,%rax,8), %xmm15
	movapd	%xmm15, %xmm1
	unpcklpd	%xmm6, %xmm1                    # xmm1 = xmm1[0],xmm6[0]
	movq	312(%rsp), %rcx                 # 8-byte Reload
	movupd	(%rcx,%rax,8), %xmm4
	movq	304(%rsp), %rdx                 # 8-byte Reload
	movupd	(%rdx,%rax,8), %xmm3
	movapd	%xmm3, %xmm8
	unpcklpd	%xmm4, %xmm8                    # xmm8 = xmm8[0],xmm4[0]
	mulpd	%xmm2, %xmm8
	mulpd	%xmm2, %xmm1
	mulpd	%xmm2, %xmm5
	unpcklpd	%xmm14, %xmm14                  # xmm14 = xmm14[0,0]
	addpd	%xmm14, %xmm5
	addpd	%xmm14, %xmm1
	addpd	%xmm8, %xmm14
	unpckhpd	%xmm7, %xmm11                   # xmm11 = xmm11[1],xmm7[1]
	unpckhpd	%xmm6, %xmm15                   # xmm15 = xmm15[1],xmm6[1]
	unpckhpd	%xmm4, %xmm3                    # xmm3 = xmm3[1],xmm4[1]
	unpckhpd	%xmm13, %xmm13                  # xmm13 = xmm13[1,1]
	mulpd	%xmm13, %xmm3
	mulpd	%xmm13, %xmm15
	mulpd	%xmm13, %xmm11
	unpcklpd	%xmm12, %xmm12                  # xmm12 = xmm12[0,0]
	addpd	%xmm12, %xmm11
	mulpd	%xmm5, %xmm11
	addpd	%xmm12, %xmm15
	mulpd	%xmm1, %xmm15
	addpd	%xmm3, %xmm12
	mulpd	%xmm14, %xmm12
	movapd	%xmm10, %xmm4
	unpcklpd	%xmm10, %xmm4                   # xmm4 = xmm4[0],xmm10[0]
	movupd	16(%r8,%rax,8), %xmm3
	movupd	16(%r9,%rax,8), %xmm13
	movapd	%xmm13, %xmm6
	unpcklpd	%xmm3, %xmm6                    # xmm6 = xmm6[0],xmm3[0]
	movupd	16(%rsi,%rax,8), %xmm2
	movupd	16(%rdi,%rax,8), %xmm14
	movapd	%xmm14, %xmm8
	unpcklpd	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0]
	movupd	16(%rcx,%rax,8), %xmm7
	movupd	16(%rdx,%rax,8), %xmm1
	movapd	%xmm1, %xmm5
	unpcklpd	%xmm7, %xmm5                    # xmm5 = xmm5[0],xmm7[0]
	mulpd	%xmm4, %xmm6
	mulpd	%xmm4, %xmm8
	mulpd	%xmm4, %xmm5
	unpcklpd	%xmm9, %xmm9                    # xmm9 = xmm9[0,0]
	addpd	%xmm9, %xmm5
	mulpd	%xmm12, %xmm5
	addpd	%xmm9, %xmm8
	mulpd	%xmm15, %xmm8
	addpd	%xmm6, %xmm9
	mulpd	%xmm11, %xmm9
	unpckhpd	%xmm3, %xmm13                   # xmm13 = xmm13[1],xmm3[1]
	unpckhpd	%xmm2, %xmm14                   # xmm14 = xmm14[1],xmm2[1]
	unpckhpd	%xmm7, %xmm1                    # xmm1 = xmm1[1],xmm7[1]
	unpckhpd	%xmm10, %xmm10                  # xmm10 = xmm10[1,1]
	mulpd	%xmm10, %xmm1
	mulpd	%xmm10, %xmm14
	mulpd	%xmm10, %xmm13
	movapd	160(%rsp), %xmm3                # 16-byte Reload
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	addpd	%xmm3, %xmm13
	mulpd	%xmm9, %xmm13
	addpd	%xmm3, %xmm14
	mulpd	%xmm8, %xmm14
	movupd	32(%r8,%rax,8), %xmm2
	addpd	%xmm1, %xmm3
	movupd	32(%r9,%rax,8), %xmm10
	mulpd	%xmm5, %xmm3
	movapd	%xmm3, %xmm9
	movapd	432(%rsp), %xmm12               # 16-byte Reload
	movapd	%xmm12, %xmm4
	unpcklpd	%xmm12, %xmm4                   # xmm4 = xmm4[0],xmm12[0]
	movapd	%xmm10, %xmm6
	unpcklpd	%xmm2, %xmm6                    # xmm6 = xmm6[0],xmm2[0]
	movupd	32(%rsi,%rax,8), %xmm3
	movupd	32(%rdi,%rax,8), %xmm1
	movapd	%xmm1, %xmm8
	unpcklpd	%xmm3, %xmm8                    # xmm8 = xmm8[0],xmm3[0]
	movupd	32(%rcx,%rax,8), %xmm7
	movupd	32(%rdx,%rax,8), %xmm11
	movapd	%xmm11, %xmm5
	unpcklpd	%xmm7, %xmm5                    # xmm5 = xmm5[0],xmm7[0]
	mulpd	%xmm4, %xmm6
	mulpd	%xmm4, %xmm8
	mulpd	%xmm4, %xmm5
	movapd	176(%rsp), %xmm4                # 16-byte Reload
	unpcklpd	%xmm4, %xmm4                    # xmm4 = xmm4[0,0]
	addpd	%xmm4, %xmm5
	mulpd	%xmm9, %xmm5
	addpd	%xmm4, %xmm8
	mulpd	%xmm14, %xmm8
	addpd	%xmm6, %xmm4
	mulpd	%xmm13, %xmm4
	movapd	%xmm4, %xmm6
	unpckhpd	%xmm2, %xmm10                   # xmm10 = xmm10[1],xmm2[1]
	unpckhpd	%xmm3, %xmm1                    # xmm1 = xmm1[1],xmm3[1]
	unpckhpd	%xmm7, %xmm11                   # xmm11 = xmm11[1],xmm7[1]
	movupd	48(%rsi,%rax,8), %xmm4
	movapd	%xmm12, %xmm2
	unpckhpd	%xmm12, %xmm2                   # xmm2 = xmm2[1],xmm12[1]
	mulpd	%xmm2, %xmm11
	mulpd	%xmm2, %xmm1
	mulpd	%xmm2, %xmm10
	movupd	48(%rdi,%rax,8), %xmm7
	movapd	368(%rsp), %xmm2                # 16-byte Reload
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	addpd	%xmm2, %xmm10
	mulpd	%xmm6, %xmm10
	movupd	48(%r8,%rax,8), %xmm12
	addpd	%xmm2, %xmm1
	mulpd	%xmm8, %xmm1
	movupd	48(%r9,%rax,8), %xmm8
	addpd	%xmm11, %xmm2
	mulpd	%xmm5, %xmm2
	movapd	%xmm2, %xmm13
	movapd	352(%rsp), %xmm14               # 16-byte Reload
	movapd	%xmm14, %xmm6
	unpcklpd	%xmm14, %xmm6                   # xmm6 = xmm6[0],xmm14[0]
	movapd	%xmm7, %xmm2
	unpcklpd	%xmm4, %xmm2                    # xmm2 = xmm2[0],xmm4[0]
	movapd	%xmm8, %xmm9
	unpcklpd	%xmm12, %xmm9                   # xmm9 = xmm9[0],xmm12[0]
	movupd	48(%rcx,%rax,8), %xmm11
	movupd	48(%rdx,%rax,8), %xmm5
	movapd	%xmm5, %xmm3
	unpcklpd	%xmm11, %xmm3                   # xmm3 = xmm3[0],xmm11[0]
	mulpd	%xmm6, %xmm9
	mulpd	%xmm6, %xmm2
	mulpd	%xmm6, %xmm3
	movapd	192(%rsp), %xmm6                # 16-byte Reload
	unpcklpd	%xmm6, %xmm6                    # xmm6 = xmm6[0,0]
	addpd	%xmm6, %xmm3
	mulpd	%xmm13, %xmm3
	addpd	%xmm6, %xmm2
	mulpd	%xmm1, %xmm2
	addpd	%xmm9, %xmm6
	mulpd	%xmm10, %xmm6
	movapd	%xmm14, %xmm1
	unpckhpd	%xmm14, %xmm1                   # xmm1 = xmm1[1],xmm14[1]
	unpckhpd	%xmm4, %xmm7                    # xmm7 = xmm7[1],xmm4[1]
	unpckhpd	%xmm12, %xmm8                   # xmm8 = xmm8[1],xmm12[1]
	unpckhpd	%xmm11, %xmm5                   # xmm5 = xmm5[1],xmm11[1]
	mulpd	%xmm1, %xmm5
	mulpd	%xmm1, %xmm7
	mulpd	%xmm1, %xmm8
	movapd	336(%rsp), %xmm1                # 16-byte Reload
	unpcklpd	%xmm1, %xmm1                    # xmm1 = xmm1[0,0]
	addpd	%xmm1, %xmm8
	mulpd	%xmm6, %xmm8
	addpd	%xmm1, %xmm7
	mulpd	%xmm2, %xmm7
	addpd	%xmm5, %xmm1
	mulpd	%xmm3, %xmm1
	movapd	%xmm1, %xmm11
	movupd	64(%rcx,%rax,8), %xmm4
	movupd	64(%rdx,%rax,8), %xmm1
	movupd	64(%rsi,%rax,8), %xmm5
	movupd	64(%rdi,%rax,8), %xmm14
	movupd	64(%r8,%rax,8), %xmm6
	movq	16(%rsp), %r8                   # 8-byte Reload
	movupd	64(%r9,%rax,8), %xmm13
	movq	48(%rsp), %r9                   # 8-byte Reload
	movapd	384(%rsp), %xmm12               # 16-byte Reload
	movapd	%xmm12, %xmm9
	unpcklpd	%xmm12, %xmm9                   # xmm9 = xmm9[0],xmm12[0]
	movapd	%xmm13, %xmm10
	unpcklpd	%xmm6, %xmm10                   # xmm10 = xmm10[0],xmm6[0]
	movapd	%xmm14, %xmm3
	unpcklpd	%xmm5, %xmm3                    # xmm3 = xmm3[0],xmm5[0]
	movapd	%xmm1, %xmm2
	unpcklpd	%xmm4, %xmm2                    # xmm2 = xmm2[0],xmm4[0]
	mulpd	%xmm9, %xmm10
	mulpd	%xmm9, %xmm3
	mulpd	%xmm9, %xmm2
	movapd	224(%rsp), %xmm9                # 16-byte Reload
	unpcklpd	%xmm9, %xmm9                    # xmm9 = xmm9[0,0]
	addpd	%xmm9, %xmm2
	mulpd	%xmm11, %xmm2
	addpd	%xmm9, %xmm3
	mulpd	%xmm7, %xmm3
	addpd	%xmm10, %xmm9
	mulpd	%xmm8, %xmm9
	unpckhpd	%xmm6, %xmm13                   # xmm13 = xmm13[1],xmm6[1]
	movapd	32(%rsp), %xmm6                 # 16-byte Reload
	unpckhpd	%xmm5, %xmm14                   # xmm14 = xmm14[1],xmm5[1]
	unpckhpd	%xmm4, %xmm1                    # xmm1 = xmm1[1],xmm4[1]
	movapd	%xmm12, %xmm4
	unpckhpd	%xmm12, %xmm4                   # xmm4 = xmm4[1],xmm12[1]
	mulpd	%xmm4, %xmm1
	mulpd	%xmm4, %xmm14
	mulpd	%xmm4, %xmm13
	unpcklpd	%xmm6, %xmm6                    # xmm6 = xmm6[0,0]
	addpd	%xmm6, %xmm13
	mulpd	%xmm9, %xmm13
	addpd	%xmm6, %xmm14
	mulpd	%xmm3, %xmm14
	addpd	%xmm1, %xmm6
	mulpd	%xmm2, %xmm6
	movapd	%xmm6, %xmm1
	unpckhpd	%xmm6, %xmm1                    # xmm1 = xmm1[1],xmm6[1]
	movapd	%xmm14, %xmm3
	unpckhpd	%xmm14, %xmm3                   # xmm3 = xmm3[1],xmm14[1]
	movapd	%xmm13, %xmm2
	unpckhpd	%xmm13, %xmm2                   # xmm2 = xmm2[1],xmm13[1]
.Lsrbm_BB17_8:                               # %.loopexit
                                        #   in Loop: Header=BB17_10 Depth=1
	movq	208(%rsp), %rbx                 # 8-byte Reload
.Lsrbm_BB17_9:                               # %.loopexit
                                        #   in Loop: Header=BB17_10 Depth=1
	movapd	%xmm1, 192(%rsp)                # 16-byte Spill
	movapd	%xmm6, 32(%rsp)                 # 16-byte Spill
	movapd	%xmm3, 176(%rsp)                # 16-byte Spill
	movapd	%xmm14, 160(%rsp)               # 16-byte Spill
	movapd	%xmm2, 352(%rsp)                # 16-byte Spill
	movapd	%xmm13, 384(%rsp)               # 16-byte Spill
	movq	%r15, 16(%rsp)                  # 8-byte Spill
	movq	%rbp, 240(%rsp)                 # 8-byte Spill
	movq	%r13, 48(%rsp)                  # 8-byte Spill
	movq	%r12, 224(%rsp)                 # 8-byte Spill
	movq	%r11, 336(%rsp)                 # 8-byte Spill
	movq	%r14, %r12
	movq	__nv_log@GOTPCREL(%rip), %r14
	movq	%r8, %r15
	movq	%r9, %rbp
	movq	%r10, %r13
	callq	*%r14
	movapd	%xmm0, 368(%rsp)                # 16-byte Spill
	movaps	192(%rsp), %xmm0                # 16-byte Reload
	callq	*%r14
	movaps	%xmm0, 192(%rsp)                # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movaps	176(%rsp), %xmm0                # 16-byte Reload
	callq	*%r14
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	160(%rsp), %xmm0                # 16-byte Reload
	callq	*%r14
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movapd	352(%rsp), %xmm0                # 16-byte Reload
	callq	*%r14
	movapd	160(%rsp), %xmm3                # 16-byte Reload
	unpcklpd	%xmm0, %xmm3                    # xmm3 = xmm3[0],xmm0[0]
	movapd	32(%rsp), %xmm2                 # 16-byte Reload
	unpcklpd	176(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	movapd	368(%rsp), %xmm1                # 16-byte Reload
	unpcklpd	192(%rsp), %xmm1                # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	movapd	80(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	128(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	subpd	%xmm1, %xmm0
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	unpckhpd	%xmm0, %xmm0                    # xmm0 = xmm0[1,1]
	movapd	%xmm0, 128(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	144(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	subpd	%xmm2, %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	unpckhpd	%xmm0, %xmm0                    # xmm0 = xmm0[1,1]
	movapd	%xmm0, 144(%rsp)                # 16-byte Spill
	movapd	112(%rsp), %xmm0                # 16-byte Reload
	unpcklpd	64(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	subpd	%xmm3, %xmm0
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	unpckhpd	%xmm0, %xmm0                    # xmm0 = xmm0[1,1]
	movapd	%xmm0, 64(%rsp)                 # 16-byte Spill
	movapd	384(%rsp), %xmm0                # 16-byte Reload
	callq	*%r14
	movapd	64(%rsp), %xmm6                 # 16-byte Reload
	movapd	144(%rsp), %xmm7                # 16-byte Reload
	movapd	128(%rsp), %xmm8                # 16-byte Reload
	movq	%r13, %r10
	movq	%rbp, %r9
	movq	%r15, %r8
	movq	%r12, %r14
	movq	336(%rsp), %r11                 # 8-byte Reload
	movq	224(%rsp), %r12                 # 8-byte Reload
	movq	48(%rsp), %r13                  # 8-byte Reload
	movq	240(%rsp), %rbp                 # 8-byte Reload
	movq	16(%rsp), %r15                  # 8-byte Reload
	movq	424(%rsp), %rdi                 # 8-byte Reload
	movsd	328(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	subsd	%xmm0, %xmm2
	addq	$80, %rbx
	addq	$80, %r10
	addq	$80, %r9
	addq	$80, %r8
	addq	$80, %r13
	addq	$80, %r12
	addq	$80, %r11
	addq	$80, %r14
	movq	448(%rsp), %rax                 # 8-byte Reload
	addq	%rax, %rbp
	addq	%rax, %r15
	movq	400(%rsp), %rax                 # 8-byte Reload
	cmpl	%eax, %edi
	jle	.Lsrbm_BB17_16
.Lsrbm_BB17_10:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB17_13 Depth 2
	movq	%rbx, 208(%rsp)                 # 8-byte Spill
	movapd	%xmm8, 128(%rsp)                # 16-byte Spill
	movapd	%xmm7, 144(%rsp)                # 16-byte Spill
	movapd	%xmm6, 64(%rsp)                 # 16-byte Spill
	leaq	10(%rax), %rcx
	movq	%rcx, 400(%rsp)                 # 8-byte Spill
	cmpl	%ecx, %edi
	movsd	%xmm2, 328(%rsp)                # 8-byte Spill
	jge	.Lsrbm_BB17_7
# %bb.11:                               #   in Loop: Header=BB17_10 Depth=1
	cmpq	%rdi, %rax
	jae	.Lsrbm_BB17_14
# %bb.12:                               # %.preheader.preheader
                                        #   in Loop: Header=BB17_10 Depth=1
	xorl	%ecx, %ecx
	xorl	%edx, %edx
	movsd	.Lsrbm_CPI17_3(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
	movapd	%xmm1, %xmm0
	movapd	%xmm1, %xmm13
	movapd	%xmm1, %xmm2
	movapd	%xmm1, %xmm14
	movapd	%xmm1, %xmm3
	movapd	%xmm1, %xmm6
	movq	208(%rsp), %rbx                 # 8-byte Reload
	.p2align	4
.Lsrbm_BB17_13:                              # %.preheader
                                        #   Parent Loop BB17_10 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	unpcklpd	%xmm1, %xmm6                    # xmm6 = xmm6[0],xmm1[0]
	movsd	(%rbp,%rcx,8), %xmm1            # xmm1 = mem[0],zero
	divsd	(%r14,%rdx,8), %xmm1
	unpcklpd	%xmm2, %xmm13                   # xmm13 = xmm13[0],xmm2[0]
	unpcklpd	%xmm3, %xmm14                   # xmm14 = xmm14[0],xmm3[0]
	movsd	(%r13,%rdx,8), %xmm2            # xmm2 = mem[0],zero
	movhpd	(%r12,%rdx,8), %xmm2            # xmm2 = xmm2[0],mem[0]
	movsd	(%r11,%rdx,8), %xmm3            # xmm3 = mem[0],zero
	movsd	(%rbx,%rdx,8), %xmm4            # xmm4 = mem[0],zero
	movhpd	(%r10,%rdx,8), %xmm4            # xmm4 = xmm4[0],mem[0]
	movsd	(%r9,%rdx,8), %xmm5             # xmm5 = mem[0],zero
	movhpd	(%r8,%rdx,8), %xmm5             # xmm5 = xmm5[0],mem[0]
	mulsd	%xmm1, %xmm3
	unpcklpd	%xmm1, %xmm1                    # xmm1 = xmm1[0,0]
	mulpd	%xmm1, %xmm5
	mulpd	%xmm1, %xmm4
	mulpd	%xmm1, %xmm2
	movsd	(%r15,%rcx,8), %xmm1            # xmm1 = mem[0],zero
	addsd	%xmm1, %xmm3
	unpcklpd	%xmm1, %xmm1                    # xmm1 = xmm1[0,0]
	mulsd	%xmm3, %xmm0
	addpd	%xmm1, %xmm2
	mulpd	%xmm2, %xmm6
	addpd	%xmm1, %xmm4
	mulpd	%xmm4, %xmm13
	addpd	%xmm5, %xmm1
	mulpd	%xmm1, %xmm14
	movapd	%xmm14, %xmm3
	unpckhpd	%xmm14, %xmm3                   # xmm3 = xmm3[1],xmm14[1]
	movapd	%xmm13, %xmm2
	unpckhpd	%xmm13, %xmm2                   # xmm2 = xmm2[1],xmm13[1]
	movapd	%xmm6, %xmm1
	unpckhpd	%xmm6, %xmm1                    # xmm1 = xmm1[1],xmm6[1]
	incq	%rdx
	leal	(%rdx,%rax), %esi
	addq	8(%rsp), %rcx                   # 8-byte Folded Reload
	cmpl	%esi, %edi
	jg	.Lsrbm_BB17_13
	jmp	.Lsrbm_BB17_9
	.p2align	4
.Lsrbm_BB17_14:                              #   in Loop: Header=BB17_10 Depth=1
	movsd	.Lsrbm_CPI17_3(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
	movapd	%xmm1, %xmm0
	movapd	%xmm1, %xmm13
	movapd	%xmm1, %xmm2
	movapd	%xmm1, %xmm14
	movapd	%xmm1, %xmm3
	movapd	%xmm1, %xmm6
	jmp	.Lsrbm_BB17_8
.Lsrbm_BB17_15:
	xorpd	%xmm2, %xmm2
	xorpd	%xmm0, %xmm0
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	xorpd	%xmm8, %xmm8
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	xorpd	%xmm7, %xmm7
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	xorpd	%xmm6, %xmm6
.Lsrbm_BB17_16:                              # %.loopexit279
	movapd	80(%rsp), %xmm5                 # 16-byte Reload
	leaq	624(%rsp), %rdi
	movq	216(%rdi), %rax
	movq	544(%rsp), %r9                  # 8-byte Reload
	movq	520(%rsp), %r11                 # 8-byte Reload
	leaq	(%r9,%r11), %rdx
	movslq	16(%rdi), %rcx
	imulq	%rcx, %rdx
	leaq	(%rax,%rdx,8), %rdx
	movq	416(%rsp), %r8                  # 8-byte Reload
	movsd	(%rdx,%r8,8), %xmm0             # xmm0 = mem[0],zero
	movq	536(%rsp), %r10                 # 8-byte Reload
	movq	480(%rsp), %rsi                 # 8-byte Reload
	cmpl	%r10d, %esi
	movapd	112(%rsp), %xmm3                # 16-byte Reload
	movapd	96(%rsp), %xmm4                 # 16-byte Reload
	jge	.Lsrbm_BB17_20
# %bb.17:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB17_19
# %bb.18:
	movapd	%xmm0, %xmm1
	subsd	(%rax,%rdx,8), %xmm1
	addsd	%xmm1, %xmm5
	movapd	%xmm5, %xmm1
.Lsrbm_BB17_19:
	movq	224(%rdi), %rsi
	movsd	%xmm1, (%rsi,%rdx,8)
.Lsrbm_BB17_20:
	movq	472(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	movapd	%xmm7, %xmm5
	jge	.Lsrbm_BB17_24
# %bb.21:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB17_23
# %bb.22:
	movapd	%xmm0, %xmm1
	subsd	(%rax,%rdx,8), %xmm1
	addsd	%xmm1, %xmm8
	movapd	%xmm8, %xmm1
.Lsrbm_BB17_23:
	movq	224(%rdi), %rsi
	movsd	%xmm1, (%rsi,%rdx,8)
.Lsrbm_BB17_24:
	movq	488(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB17_28
# %bb.25:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB17_27
# %bb.26:
	movapd	%xmm0, %xmm1
	subsd	(%rax,%rdx,8), %xmm1
	addsd	%xmm1, %xmm4
	movapd	%xmm4, %xmm1
.Lsrbm_BB17_27:
	movq	224(%rdi), %rsi
	movsd	%xmm1, (%rsi,%rdx,8)
.Lsrbm_BB17_28:
	movq	496(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB17_32
# %bb.29:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB17_31
# %bb.30:
	movapd	%xmm0, %xmm1
	subsd	(%rax,%rdx,8), %xmm1
	addsd	%xmm1, %xmm5
	movapd	%xmm5, %xmm1
.Lsrbm_BB17_31:
	movq	224(%rdi), %rsi
	movsd	%xmm1, (%rsi,%rdx,8)
.Lsrbm_BB17_32:
	movq	504(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB17_36
# %bb.33:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB17_35
# %bb.34:
	movapd	%xmm0, %xmm1
	subsd	(%rax,%rdx,8), %xmm1
	addsd	%xmm1, %xmm3
	movapd	%xmm3, %xmm1
.Lsrbm_BB17_35:
	movq	224(%rdi), %rsi
	movsd	%xmm1, (%rsi,%rdx,8)
.Lsrbm_BB17_36:
	movq	512(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r10, %rsi
	jge	.Lsrbm_BB17_40
# %bb.37:
	leaq	(%r9,%rsi), %rdx
	imulq	%rcx, %rdx
	addq	%r8, %rdx
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rsi
	je	.Lsrbm_BB17_39
# %bb.38:
	movapd	%xmm0, %xmm1
	subsd	(%rax,%rdx,8), %xmm1
	addsd	%xmm1, %xmm6
	movapd	%xmm6, %xmm1
.Lsrbm_BB17_39:
	movq	224(%rdi), %rsi
	movsd	%xmm1, (%rsi,%rdx,8)
.Lsrbm_BB17_40:
	movq	528(%rsp), %rdx                 # 8-byte Reload
	cmpq	%r10, %rdx
	jge	.Lsrbm_BB17_44
# %bb.41:
	addq	%rdx, %r9
	imulq	%rcx, %r9
	addq	%r8, %r9
	xorpd	%xmm1, %xmm1
	cmpq	%r11, %rdx
	je	.Lsrbm_BB17_43
# %bb.42:
	subsd	(%rax,%r9,8), %xmm0
	addsd	%xmm0, %xmm2
	movapd	%xmm2, %xmm1
.Lsrbm_BB17_43:
	movq	224(%rdi), %rax
	movsd	%xmm1, (%rax,%r9,8)
.Lsrbm_BB17_44:
	addq	$568, %rsp                      # imm = 0x238
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end17:
	.size	hidden_f64, .Lfunc_end17-hidden_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_jvp_f32
.Lsrbm_CPI18_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI18_2:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
.Lsrbm_CPI18_3:
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI18_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI18_4:
	.long	0x3f800000                      # float 1
	.text
	.globl	hidden_jvp_f32
	.p2align	4
	.type	hidden_jvp_f32,@function
hidden_jvp_f32:                         # @hidden_jvp_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$264, %rsp                      # imm = 0x108
	.cfi_def_cfa_offset 320
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbp
	imulq	%rdx, %rbp
	addq	%rcx, %rbp
	cmpl	332(%rsp), %ebp
	jge	.Lsrbm_BB18_6
# %bb.1:
	leaq	320(%rsp), %rdi
	movslq	16(%rax), %rcx
	movl	%ecx, %esi
	movslq	12(%rax), %r13
	movslq	20(%rdi), %rax
	imulq	%r13, %rax
	addq	64(%rdi), %rax
	movzbl	(%rbp,%rax), %edx
	movslq	4(%rdi), %r9
	imulq	%r13, %r9
	addq	%r9, %rcx
	movslq	16(%rdi), %rax
	movq	%rcx, %r8
	movq	%rax, 152(%rsp)                 # 8-byte Spill
	imulq	%rax, %r8
	addq	%rbp, %r8
	xorps	%xmm0, %xmm0
	cmpl	%edx, %esi
	je	.Lsrbm_BB18_5
# %bb.2:
	movq	%r8, 208(%rsp)                  # 8-byte Spill
	movslq	8(%rdi), %rax
	addq	%rdx, %r9
	testq	%rax, %rax
	movq	%r9, 200(%rsp)                  # 8-byte Spill
	jle	.Lsrbm_BB18_3
# %bb.7:
	movq	168(%rdi), %rdx
	movq	%rdx, 256(%rsp)                 # 8-byte Spill
	movq	344(%rdi), %rdx
	movq	%rdx, 248(%rsp)                 # 8-byte Spill
	movq	152(%rdi), %rdx
	movq	160(%rdi), %rsi
	movq	%rsi, 240(%rsp)                 # 8-byte Spill
	movq	336(%rdi), %rsi
	movq	184(%rdi), %r8
	movq	%r8, 224(%rsp)                  # 8-byte Spill
	movq	176(%rdi), %rdi
	movq	%rdi, 216(%rsp)                 # 8-byte Spill
	leaq	(,%rax,4), %rdi
	movq	%rdi, 232(%rsp)                 # 8-byte Spill
	imulq	%rax, %rcx
	leaq	(%rsi,%rcx,4), %rdi
	movq	%rdi, 144(%rsp)                 # 8-byte Spill
	leaq	(%rdx,%rcx,4), %rcx
	movq	%rcx, 136(%rsp)                 # 8-byte Spill
	imulq	%r9, %rax
	leaq	(%rsi,%rax,4), %rcx
	movq	%rcx, 128(%rsp)                 # 8-byte Spill
	leaq	(%rdx,%rax,4), %r15
	xorl	%r12d, %r12d
	movq	__nv_expf@GOTPCREL(%rip), %r14
	movq	%rbp, %rbx
	xorps	%xmm1, %xmm1
	jmp	.Lsrbm_BB18_8
	.p2align	4
.Lsrbm_BB18_9:                               #   in Loop: Header=BB18_8 Depth=1
	movq	136(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12), %xmm5              # xmm5 = mem[0],zero,zero,zero
	movq	144(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12), %xmm4              # xmm4 = mem[0],zero,zero,zero
	movaps	%xmm3, %xmm6
	movaps	.Lsrbm_CPI18_0(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm6
	movss	.Lsrbm_CPI18_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm6
	movaps	%xmm6, 16(%rsp)                 # 16-byte Spill
	subss	(%r15,%r12), %xmm5
	movaps	%xmm5, 32(%rsp)                 # 16-byte Spill
	movq	128(%rsp), %rax                 # 8-byte Reload
	subss	(%rax,%r12), %xmm4
	movaps	%xmm4, 48(%rsp)                 # 16-byte Spill
	movaps	%xmm6, %xmm0
	callq	*%r14
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	addss	64(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	addss	112(%rsp), %xmm1                # 16-byte Folded Reload
	movaps	%xmm1, 48(%rsp)                 # 16-byte Spill
	andps	.Lsrbm_CPI18_0(%rip), %xmm0
	mulss	.Lsrbm_CPI18_1(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	callq	*%r14
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movaps	.Lsrbm_CPI18_2(%rip), %xmm2          # xmm2 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm2, %xmm0
	movaps	64(%rsp), %xmm4                 # 16-byte Reload
	unpcklps	32(%rsp), %xmm4                 # 16-byte Folded Reload
                                        # xmm4 = xmm4[0],mem[0],xmm4[1],mem[1]
	xorps	%xmm1, %xmm1
	cmpltps	%xmm1, %xmm4
	movaps	112(%rsp), %xmm3                # 16-byte Reload
	unpcklps	48(%rsp), %xmm3                 # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0],xmm3[1],mem[1]
	movaps	%xmm4, %xmm1
	andnps	%xmm3, %xmm1
	xorps	%xmm2, %xmm3
	andps	%xmm4, %xmm3
	orps	%xmm1, %xmm3
	movaps	%xmm3, %xmm1
	addps	%xmm3, %xmm1
	movaps	176(%rsp), %xmm2                # 16-byte Reload
	unpcklps	160(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	.Lsrbm_CPI18_3(%rip), %xmm2
	movaps	%xmm2, %xmm4
	movaps	16(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	mulps	%xmm1, %xmm2
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	divps	%xmm4, %xmm2
	pshufd	$85, %xmm3, %xmm0               # xmm0 = xmm3[1,1,1,1]
	subss	%xmm0, %xmm3
	subss	%xmm2, %xmm3
	shufps	$85, %xmm2, %xmm2               # xmm2 = xmm2[1,1,1,1]
	subss	%xmm2, %xmm3
	addss	%xmm3, %xmm1
.Lsrbm_BB18_17:                              #   in Loop: Header=BB18_8 Depth=1
	addq	$4, %r12
	addq	152(%rsp), %rbx                 # 8-byte Folded Reload
	cmpq	%r12, 232(%rsp)                 # 8-byte Folded Reload
	je	.Lsrbm_BB18_4
.Lsrbm_BB18_8:                               # =>This Inner Loop Header: Depth=1
	movq	256(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%rbx,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	movq	248(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%rbx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movq	240(%rsp), %rax                 # 8-byte Reload
	cmpb	$0, (%rax,%r13)
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movaps	%xmm2, 112(%rsp)                # 16-byte Spill
	movaps	%xmm3, 64(%rsp)                 # 16-byte Spill
	jne	.Lsrbm_BB18_9
# %bb.10:                               #   in Loop: Header=BB18_8 Depth=1
	movq	224(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%rbx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 48(%rsp)                 # 4-byte Spill
	divss	(%r15,%r12), %xmm0
	movss	%xmm0, 176(%rsp)                # 4-byte Spill
	addss	%xmm3, %xmm3
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm3
	movaps	%xmm2, %xmm0
	addss	%xmm2, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	jae	.Lsrbm_BB18_12
# %bb.11:                               # %bb2.i.i
                                        #   in Loop: Header=BB18_8 Depth=1
	movaps	%xmm3, %xmm0
	movaps	%xmm3, 16(%rsp)                 # 16-byte Spill
	callq	*%r14
	movss	%xmm0, 32(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movss	32(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	mulss	160(%rsp), %xmm0                # 16-byte Folded Reload
	movaps	%xmm1, %xmm2
	movss	%xmm0, 16(%rsp)                 # 4-byte Spill
	mulss	%xmm0, %xmm2
	movss	%xmm2, 8(%rsp)                  # 4-byte Spill
	movss	.Lsrbm_CPI18_1(%rip), %xmm2          # xmm2 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	jmp	.Lsrbm_BB18_13
.Lsrbm_BB18_12:                              # %bb1.i.i
                                        #   in Loop: Header=BB18_8 Depth=1
	xorps	.Lsrbm_CPI18_2(%rip), %xmm3
	movaps	%xmm3, 16(%rsp)                 # 16-byte Spill
	movss	.Lsrbm_CPI18_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm2
	movaps	%xmm2, 96(%rsp)                 # 16-byte Spill
	movaps	%xmm3, %xmm0
	callq	*%r14
	movss	%xmm0, 32(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movss	.Lsrbm_CPI18_1(%rip), %xmm2          # xmm2 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movss	32(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	mulss	96(%rsp), %xmm0                 # 16-byte Folded Reload
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	xorps	%xmm0, %xmm0
	movss	%xmm0, 16(%rsp)                 # 4-byte Spill
.Lsrbm_BB18_13:                              # %share_up_jvp_f32.exit
                                        #   in Loop: Header=BB18_8 Depth=1
	addss	.Lsrbm_CPI18_4(%rip), %xmm1
	movss	%xmm1, 32(%rsp)                 # 4-byte Spill
	movss	(%r15,%r12), %xmm0              # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 92(%rsp)                 # 4-byte Spill
	movq	128(%rsp), %rax                 # 8-byte Reload
	movss	48(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	mulss	(%rax,%r12), %xmm0
	movss	%xmm0, 48(%rsp)                 # 4-byte Spill
	movq	216(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%rbx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 96(%rsp)                 # 4-byte Spill
	movaps	64(%rsp), %xmm1                 # 16-byte Reload
	mulss	%xmm2, %xmm1
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm1
	jae	.Lsrbm_BB18_15
# %bb.14:                               # %bb2.i.i10
                                        #   in Loop: Header=BB18_8 Depth=1
	movaps	%xmm2, %xmm0
	movaps	112(%rsp), %xmm2                # 16-byte Reload
	mulss	%xmm0, %xmm2
	movaps	%xmm2, 112(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	movaps	%xmm1, 64(%rsp)                 # 16-byte Spill
	callq	*%r14
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movss	4(%rsp), %xmm3                  # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	mulss	112(%rsp), %xmm0                # 16-byte Folded Reload
	movaps	%xmm3, %xmm1
	mulss	%xmm0, %xmm1
	jmp	.Lsrbm_BB18_16
.Lsrbm_BB18_15:                              # %bb1.i.i5
                                        #   in Loop: Header=BB18_8 Depth=1
	xorps	.Lsrbm_CPI18_2(%rip), %xmm1
	movaps	%xmm1, 64(%rsp)                 # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r14
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movss	4(%rsp), %xmm3                  # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	movaps	160(%rsp), %xmm1                # 16-byte Reload
	mulss	%xmm0, %xmm1
	xorps	%xmm0, %xmm0
.Lsrbm_BB18_16:                              # %share_down_jvp_f32.exit
                                        #   in Loop: Header=BB18_8 Depth=1
	movss	16(%rsp), %xmm4                 # 4-byte Reload
                                        # xmm4 = mem[0],zero,zero,zero
	movss	32(%rsp), %xmm2                 # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	mulss	%xmm2, %xmm4
	subss	8(%rsp), %xmm4                  # 4-byte Folded Reload
	mulss	%xmm2, %xmm2
	divss	%xmm2, %xmm4
	movss	92(%rsp), %xmm2                 # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	mulss	%xmm2, %xmm4
	subss	48(%rsp), %xmm4                 # 4-byte Folded Reload
	mulss	%xmm2, %xmm2
	divss	%xmm2, %xmm4
	addss	.Lsrbm_CPI18_4(%rip), %xmm3
	mulss	%xmm3, %xmm0
	subss	%xmm1, %xmm0
	mulss	%xmm3, %xmm3
	divss	%xmm3, %xmm0
	movq	136(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12), %xmm1              # xmm1 = mem[0],zero,zero,zero
	movss	176(%rsp), %xmm3                # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	movaps	%xmm3, %xmm2
	mulss	%xmm1, %xmm2
	movss	96(%rsp), %xmm5                 # 4-byte Reload
                                        # xmm5 = mem[0],zero,zero,zero
	addss	%xmm2, %xmm5
	mulss	%xmm1, %xmm4
	movq	144(%rsp), %rax                 # 8-byte Reload
	mulss	(%rax,%r12), %xmm3
	addss	%xmm0, %xmm4
	addss	%xmm4, %xmm3
	divss	%xmm5, %xmm3
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm3, %xmm1
	jmp	.Lsrbm_BB18_17
.Lsrbm_BB18_3:
	xorps	%xmm1, %xmm1
.Lsrbm_BB18_4:                               # %.loopexit
	movq	200(%rsp), %rcx                 # 8-byte Reload
	imulq	152(%rsp), %rcx                 # 8-byte Folded Reload
	leaq	320(%rsp), %rdi
	movq	352(%rdi), %rax
	leaq	(%rax,%rcx,4), %rcx
	movss	(%rcx,%rbp,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movq	208(%rsp), %r8                  # 8-byte Reload
	subss	(%rax,%r8,4), %xmm0
	addss	%xmm1, %xmm0
.Lsrbm_BB18_5:
	movq	360(%rdi), %rax
	movss	%xmm0, (%rax,%r8,4)
.Lsrbm_BB18_6:
	addq	$264, %rsp                      # imm = 0x108
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end18:
	.size	hidden_jvp_f32, .Lfunc_end18-hidden_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_jvp_f64
.Lsrbm_CPI19_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI19_2:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
.Lsrbm_CPI19_3:
	.quad	0x3ff0000000000000              # double 1
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI19_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI19_4:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	hidden_jvp_f64
	.p2align	4
	.type	hidden_jvp_f64,@function
hidden_jvp_f64:                         # @hidden_jvp_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$264, %rsp                      # imm = 0x108
	.cfi_def_cfa_offset 320
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbp
	imulq	%rdx, %rbp
	addq	%rcx, %rbp
	cmpl	332(%rsp), %ebp
	jge	.Lsrbm_BB19_6
# %bb.1:
	leaq	320(%rsp), %rdi
	movslq	16(%rax), %rcx
	movl	%ecx, %esi
	movslq	12(%rax), %r13
	movslq	20(%rdi), %rax
	imulq	%r13, %rax
	addq	64(%rdi), %rax
	movzbl	(%rbp,%rax), %edx
	movslq	4(%rdi), %r9
	imulq	%r13, %r9
	addq	%r9, %rcx
	movslq	16(%rdi), %rax
	movq	%rcx, %r8
	movq	%rax, 144(%rsp)                 # 8-byte Spill
	imulq	%rax, %r8
	addq	%rbp, %r8
	xorpd	%xmm0, %xmm0
	cmpl	%edx, %esi
	je	.Lsrbm_BB19_5
# %bb.2:
	movq	%r8, 200(%rsp)                  # 8-byte Spill
	movslq	8(%rdi), %rax
	addq	%rdx, %r9
	testq	%rax, %rax
	movq	%r9, 192(%rsp)                  # 8-byte Spill
	jle	.Lsrbm_BB19_3
# %bb.7:
	movq	168(%rdi), %rdx
	movq	%rdx, 256(%rsp)                 # 8-byte Spill
	movq	344(%rdi), %rdx
	movq	%rdx, 248(%rsp)                 # 8-byte Spill
	movq	152(%rdi), %rdx
	movq	160(%rdi), %rsi
	movq	%rsi, 240(%rsp)                 # 8-byte Spill
	movq	336(%rdi), %rsi
	movq	184(%rdi), %r8
	movq	%r8, 216(%rsp)                  # 8-byte Spill
	movq	176(%rdi), %rdi
	movq	%rdi, 208(%rsp)                 # 8-byte Spill
	leaq	(,%rax,8), %rdi
	movq	%rdi, 232(%rsp)                 # 8-byte Spill
	imulq	%rax, %rcx
	leaq	(%rsi,%rcx,8), %rdi
	movq	%rdi, 136(%rsp)                 # 8-byte Spill
	leaq	(%rdx,%rcx,8), %rcx
	movq	%rcx, 128(%rsp)                 # 8-byte Spill
	imulq	%r9, %rax
	leaq	(%rsi,%rax,8), %rcx
	movq	%rcx, 120(%rsp)                 # 8-byte Spill
	leaq	(%rdx,%rax,8), %r15
	xorl	%r12d, %r12d
	movq	__nv_exp@GOTPCREL(%rip), %r14
	movq	%rbp, %rbx
	xorpd	%xmm1, %xmm1
	jmp	.Lsrbm_BB19_8
	.p2align	4
.Lsrbm_BB19_9:                               #   in Loop: Header=BB19_8 Depth=1
	movq	128(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12), %xmm5              # xmm5 = mem[0],zero
	movq	136(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12), %xmm4              # xmm4 = mem[0],zero
	movapd	%xmm3, %xmm6
	movapd	.Lsrbm_CPI19_0(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm6
	movsd	.Lsrbm_CPI19_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm6
	movapd	%xmm6, (%rsp)                   # 16-byte Spill
	subsd	(%r15,%r12), %xmm5
	movapd	%xmm5, 16(%rsp)                 # 16-byte Spill
	movq	120(%rsp), %rax                 # 8-byte Reload
	subsd	(%rax,%r12), %xmm4
	movapd	%xmm4, 32(%rsp)                 # 16-byte Spill
	movapd	%xmm6, %xmm0
	callq	*%r14
	movapd	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%r14
	movaps	%xmm0, (%rsp)                   # 16-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movapd	32(%rsp), %xmm1                 # 16-byte Reload
	addsd	96(%rsp), %xmm1                 # 16-byte Folded Reload
	movapd	%xmm1, 32(%rsp)                 # 16-byte Spill
	andpd	.Lsrbm_CPI19_0(%rip), %xmm0
	mulsd	.Lsrbm_CPI19_1(%rip), %xmm0
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	callq	*%r14
	movapd	%xmm0, 160(%rsp)                # 16-byte Spill
	movapd	80(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movapd	.Lsrbm_CPI19_2(%rip), %xmm2          # xmm2 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm2, %xmm0
	movapd	48(%rsp), %xmm4                 # 16-byte Reload
	unpcklpd	16(%rsp), %xmm4                 # 16-byte Folded Reload
                                        # xmm4 = xmm4[0],mem[0]
	xorpd	%xmm1, %xmm1
	cmpltpd	%xmm1, %xmm4
	movapd	96(%rsp), %xmm3                 # 16-byte Reload
	unpcklpd	32(%rsp), %xmm3                 # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0]
	movapd	%xmm4, %xmm1
	andnpd	%xmm3, %xmm1
	xorpd	%xmm2, %xmm3
	andpd	%xmm4, %xmm3
	orpd	%xmm1, %xmm3
	movapd	%xmm3, %xmm1
	addpd	%xmm3, %xmm1
	movapd	176(%rsp), %xmm2                # 16-byte Reload
	unpcklpd	160(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	addpd	.Lsrbm_CPI19_3(%rip), %xmm2
	movapd	%xmm2, %xmm4
	movapd	(%rsp), %xmm2                   # 16-byte Reload
	unpcklpd	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0]
	mulpd	%xmm1, %xmm2
	movsd	152(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	divpd	%xmm4, %xmm2
	pshufd	$238, %xmm3, %xmm0              # xmm0 = xmm3[2,3,2,3]
	subsd	%xmm0, %xmm3
	subsd	%xmm2, %xmm3
	unpckhpd	%xmm2, %xmm2                    # xmm2 = xmm2[1,1]
	subsd	%xmm2, %xmm3
	addsd	%xmm3, %xmm1
.Lsrbm_BB19_17:                              #   in Loop: Header=BB19_8 Depth=1
	addq	$8, %r12
	addq	144(%rsp), %rbx                 # 8-byte Folded Reload
	cmpq	%r12, 232(%rsp)                 # 8-byte Folded Reload
	je	.Lsrbm_BB19_4
.Lsrbm_BB19_8:                               # =>This Inner Loop Header: Depth=1
	movq	256(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%rbx,8), %xmm3            # xmm3 = mem[0],zero
	movq	248(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%rbx,8), %xmm2            # xmm2 = mem[0],zero
	movq	240(%rsp), %rax                 # 8-byte Reload
	cmpb	$0, (%rax,%r13)
	movsd	%xmm1, 152(%rsp)                # 8-byte Spill
	movapd	%xmm2, 96(%rsp)                 # 16-byte Spill
	movapd	%xmm3, 48(%rsp)                 # 16-byte Spill
	jne	.Lsrbm_BB19_9
# %bb.10:                               #   in Loop: Header=BB19_8 Depth=1
	movq	216(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%rbx,8), %xmm0            # xmm0 = mem[0],zero
	movsd	%xmm0, 32(%rsp)                 # 8-byte Spill
	divsd	(%r15,%r12), %xmm0
	movsd	%xmm0, 176(%rsp)                # 8-byte Spill
	addsd	%xmm3, %xmm3
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm3
	movapd	%xmm2, %xmm0
	addsd	%xmm2, %xmm0
	movapd	%xmm0, 160(%rsp)                # 16-byte Spill
	jae	.Lsrbm_BB19_12
# %bb.11:                               # %bb2.i.i
                                        #   in Loop: Header=BB19_8 Depth=1
	movapd	%xmm3, %xmm0
	movapd	%xmm3, (%rsp)                   # 16-byte Spill
	callq	*%r14
	movsd	%xmm0, 16(%rsp)                 # 8-byte Spill
	movapd	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%r14
	movsd	16(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	160(%rsp), %xmm0                # 16-byte Folded Reload
	movapd	%xmm1, %xmm2
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	mulsd	%xmm0, %xmm2
	movsd	%xmm2, 112(%rsp)                # 8-byte Spill
	movsd	.Lsrbm_CPI19_1(%rip), %xmm2          # xmm2 = [-2.0E+0,0.0E+0]
	jmp	.Lsrbm_BB19_13
.Lsrbm_BB19_12:                              # %bb1.i.i
                                        #   in Loop: Header=BB19_8 Depth=1
	xorpd	.Lsrbm_CPI19_2(%rip), %xmm3
	movapd	%xmm3, (%rsp)                   # 16-byte Spill
	movsd	.Lsrbm_CPI19_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm2
	movapd	%xmm2, 80(%rsp)                 # 16-byte Spill
	movapd	%xmm3, %xmm0
	callq	*%r14
	movsd	%xmm0, 16(%rsp)                 # 8-byte Spill
	movapd	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%r14
	movsd	.Lsrbm_CPI19_1(%rip), %xmm2          # xmm2 = [-2.0E+0,0.0E+0]
	movsd	16(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	80(%rsp), %xmm0                 # 16-byte Folded Reload
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	xorpd	%xmm0, %xmm0
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
.Lsrbm_BB19_13:                              # %share_up_jvp_f64.exit
                                        #   in Loop: Header=BB19_8 Depth=1
	addsd	.Lsrbm_CPI19_4(%rip), %xmm1
	movsd	%xmm1, 16(%rsp)                 # 8-byte Spill
	movsd	(%r15,%r12), %xmm0              # xmm0 = mem[0],zero
	movsd	%xmm0, 224(%rsp)                # 8-byte Spill
	movq	120(%rsp), %rax                 # 8-byte Reload
	movsd	32(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	mulsd	(%rax,%r12), %xmm0
	movsd	%xmm0, 32(%rsp)                 # 8-byte Spill
	movq	208(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%rbx,8), %xmm0            # xmm0 = mem[0],zero
	movsd	%xmm0, 80(%rsp)                 # 8-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	mulsd	%xmm2, %xmm1
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm1
	jae	.Lsrbm_BB19_15
# %bb.14:                               # %bb2.i.i10
                                        #   in Loop: Header=BB19_8 Depth=1
	movapd	%xmm2, %xmm0
	movapd	96(%rsp), %xmm2                 # 16-byte Reload
	mulsd	%xmm0, %xmm2
	movapd	%xmm2, 96(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	movapd	%xmm1, 48(%rsp)                 # 16-byte Spill
	callq	*%r14
	movsd	%xmm0, 72(%rsp)                 # 8-byte Spill
	movapd	48(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movsd	72(%rsp), %xmm3                 # 8-byte Reload
                                        # xmm3 = mem[0],zero
	mulsd	96(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm3, %xmm1
	mulsd	%xmm0, %xmm1
	jmp	.Lsrbm_BB19_16
.Lsrbm_BB19_15:                              # %bb1.i.i5
                                        #   in Loop: Header=BB19_8 Depth=1
	xorpd	.Lsrbm_CPI19_2(%rip), %xmm1
	movapd	%xmm1, 48(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r14
	movsd	%xmm0, 72(%rsp)                 # 8-byte Spill
	movapd	48(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r14
	movsd	72(%rsp), %xmm3                 # 8-byte Reload
                                        # xmm3 = mem[0],zero
	movapd	160(%rsp), %xmm1                # 16-byte Reload
	mulsd	%xmm0, %xmm1
	xorpd	%xmm0, %xmm0
.Lsrbm_BB19_16:                              # %share_down_jvp_f64.exit
                                        #   in Loop: Header=BB19_8 Depth=1
	movsd	(%rsp), %xmm4                   # 8-byte Reload
                                        # xmm4 = mem[0],zero
	movsd	16(%rsp), %xmm2                 # 8-byte Reload
                                        # xmm2 = mem[0],zero
	mulsd	%xmm2, %xmm4
	subsd	112(%rsp), %xmm4                # 8-byte Folded Reload
	mulsd	%xmm2, %xmm2
	divsd	%xmm2, %xmm4
	movsd	224(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	mulsd	%xmm2, %xmm4
	subsd	32(%rsp), %xmm4                 # 8-byte Folded Reload
	mulsd	%xmm2, %xmm2
	divsd	%xmm2, %xmm4
	addsd	.Lsrbm_CPI19_4(%rip), %xmm3
	mulsd	%xmm3, %xmm0
	subsd	%xmm1, %xmm0
	mulsd	%xmm3, %xmm3
	divsd	%xmm3, %xmm0
	movq	128(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12), %xmm1              # xmm1 = mem[0],zero
	movsd	176(%rsp), %xmm3                # 8-byte Reload
                                        # xmm3 = mem[0],zero
	movapd	%xmm3, %xmm2
	mulsd	%xmm1, %xmm2
	movsd	80(%rsp), %xmm5                 # 8-byte Reload
                                        # xmm5 = mem[0],zero
	addsd	%xmm2, %xmm5
	mulsd	%xmm1, %xmm4
	movq	136(%rsp), %rax                 # 8-byte Reload
	mulsd	(%rax,%r12), %xmm3
	addsd	%xmm0, %xmm4
	addsd	%xmm4, %xmm3
	divsd	%xmm5, %xmm3
	movsd	152(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm3, %xmm1
	jmp	.Lsrbm_BB19_17
.Lsrbm_BB19_3:
	xorpd	%xmm1, %xmm1
.Lsrbm_BB19_4:                               # %.loopexit
	movq	192(%rsp), %rcx                 # 8-byte Reload
	imulq	144(%rsp), %rcx                 # 8-byte Folded Reload
	leaq	320(%rsp), %rdi
	movq	352(%rdi), %rax
	leaq	(%rax,%rcx,8), %rcx
	movsd	(%rcx,%rbp,8), %xmm0            # xmm0 = mem[0],zero
	movq	200(%rsp), %r8                  # 8-byte Reload
	subsd	(%rax,%r8,8), %xmm0
	addsd	%xmm1, %xmm0
.Lsrbm_BB19_5:
	movq	360(%rdi), %rax
	movsd	%xmm0, (%rax,%r8,8)
.Lsrbm_BB19_6:
	addq	$264, %rsp                      # imm = 0x108
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end19:
	.size	hidden_jvp_f64, .Lfunc_end19-hidden_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function losses_f32
.Lsrbm_CPI20_0:
	.long	0x3f800000                      # float 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI20_1:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	losses_f32
	.p2align	4
	.type	losses_f32,@function
losses_f32:                             # @losses_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$200, %rsp
	.cfi_def_cfa_offset 256
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	256(%rsp), %r12
	callq	cotangent_place@PLT
	movl	(%rax), %esi
	movl	8(%rax), %ecx
	movslq	12(%rax), %rdx
	movq	%rdx, 152(%rsp)                 # 8-byte Spill
	movl	20(%rax), %ebp
	movl	4(%rax), %eax
	movl	%ecx, 100(%rsp)                 # 4-byte Spill
	imull	%ecx, %eax
	movl	%esi, 104(%rsp)                 # 4-byte Spill
	addl	%esi, %eax
	xorps	%xmm0, %xmm0
	movsd	%xmm0, 56(%rsp)                 # 8-byte Spill
	cmpl	268(%rsp), %eax
	jge	.Lsrbm_BB20_42
# %bb.1:
	movslq	20(%r12), %rcx
	movq	152(%rsp), %r8                  # 8-byte Reload
	imulq	%r8, %rcx
	movslq	%eax, %rdx
	addq	64(%r12), %rcx
	movzbl	(%rdx,%rcx), %r13d
	movq	224(%r12), %rsi
	movslq	4(%r12), %r15
	movq	%r15, %rdi
	imulq	%r8, %rdi
	movslq	16(%r12), %rbx
	movq	%rdi, %rax
	imulq	%rbx, %rax
	leaq	(%rsi,%rax,4), %rcx
	movsd	48(%r12), %xmm0                 # xmm0 = mem[0],zero
	movq	72(%r12), %r8
	testq	%r8, %r8
	je	.Lsrbm_BB20_2
# %bb.3:
	movss	(%r8,%rdx,4), %xmm1             # xmm1 = mem[0],zero,zero,zero
	jmp	.Lsrbm_BB20_4
.Lsrbm_BB20_2:
	movss	.Lsrbm_CPI20_0(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB20_4:
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	cvtsd2ss	%xmm0, %xmm0
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	leaq	(%rcx,%rdx,4), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	movsd	56(%r12), %xmm0                 # xmm0 = mem[0],zero
	movl	32(%r12), %ecx
	movl	%ecx, 108(%rsp)                 # 4-byte Spill
	testl	%ecx, %ecx
	movl	%ebp, 16(%rsp)                  # 4-byte Spill
	movq	%rbx, 88(%rsp)                  # 8-byte Spill
	je	.Lsrbm_BB20_9
# %bb.5:
	testl	%r15d, %r15d
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	jle	.Lsrbm_BB20_6
# %bb.7:
	cmpl	$1, %r15d
	jne	.Lsrbm_BB20_18
# %bb.8:
	xorps	%xmm2, %xmm2
	xorl	%ecx, %ecx
	movq	24(%rsp), %r12                  # 8-byte Reload
	jmp	.Lsrbm_BB20_21
.Lsrbm_BB20_9:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB20_41
# %bb.10:
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movaps	.Lsrbm_CPI20_1(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	128(%rsp), %xmm0                # 16-byte Folded Reload
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	leaq	(,%rbx,4), %rbx
	xorl	%r14d, %r14d
	movq	__nv_expf@GOTPCREL(%rip), %r12
	movq	24(%rsp), %rbp                  # 8-byte Reload
	xorps	%xmm1, %xmm1
	jmp	.Lsrbm_BB20_11
	.p2align	4
.Lsrbm_BB20_14:                              # %bb1.i
                                        #   in Loop: Header=BB20_11 Depth=1
	xorps	.Lsrbm_CPI20_1(%rip), %xmm0
	callq	*%r12
	movss	.Lsrbm_CPI20_0(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	%xmm2, %xmm1
.Lsrbm_BB20_15:                              # %ratio_risk_f32.exit
                                        #   in Loop: Header=BB20_11 Depth=1
	addss	%xmm2, %xmm0
	divss	%xmm0, %xmm1
	mulss	%xmm1, %xmm1
	movss	32(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	addss	%xmm1, %xmm0
	movaps	%xmm0, %xmm1
.Lsrbm_BB20_16:                              #   in Loop: Header=BB20_11 Depth=1
	incq	%r14
	addq	%rbx, %rbp
	cmpq	%r14, %r15
	je	.Lsrbm_BB20_17
.Lsrbm_BB20_11:                              # =>This Inner Loop Header: Depth=1
	cmpq	%r14, %r13
	je	.Lsrbm_BB20_16
# %bb.12:                               #   in Loop: Header=BB20_11 Depth=1
	movss	%xmm1, 32(%rsp)                 # 4-byte Spill
	movss	(%rbp), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	mulss	64(%rsp), %xmm0                 # 16-byte Folded Reload
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB20_14
# %bb.13:                               # %bb2.i
                                        #   in Loop: Header=BB20_11 Depth=1
	callq	*%r12
	movaps	%xmm0, %xmm1
	movss	.Lsrbm_CPI20_0(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	jmp	.Lsrbm_BB20_15
.Lsrbm_BB20_6:
	xorps	%xmm0, %xmm0
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	jmp	.Lsrbm_BB20_25
.Lsrbm_BB20_17:
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	cvtss2sd	%xmm0, %xmm0
	cvtss2sd	%xmm1, %xmm1
	mulsd	%xmm0, %xmm1
	movsd	%xmm1, 56(%rsp)                 # 8-byte Spill
	xorps	%xmm2, %xmm2
	leaq	256(%rsp), %r12
	cmpl	$0, 36(%r12)
	xorps	%xmm0, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movl	16(%rsp), %ebp                  # 4-byte Reload
	movq	88(%rsp), %rbx                  # 8-byte Reload
	je	.Lsrbm_BB20_42
# %bb.27:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB20_28
.Lsrbm_BB20_30:
	movsd	112(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	cvtsd2ss	%xmm0, %xmm0
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	mulss	%xmm0, %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movaps	160(%rsp), %xmm0                # 16-byte Reload
	mulss	%xmm1, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	128(%rsp), %xmm0                # 16-byte Reload
	xorps	.Lsrbm_CPI20_1(%rip), %xmm0
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	leaq	(,%rbx,4), %r14
	xorl	%ebx, %ebx
	movq	__nv_expf@GOTPCREL(%rip), %rbp
	movaps	.Lsrbm_CPI20_1(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	movq	24(%rsp), %r12                  # 8-byte Reload
	xorps	%xmm0, %xmm0
	movaps	%xmm2, 64(%rsp)                 # 16-byte Spill
	jmp	.Lsrbm_BB20_31
	.p2align	4
.Lsrbm_BB20_37:                              #   in Loop: Header=BB20_31 Depth=1
	xorps	%xmm1, %xmm3
	subss	%xmm2, %xmm3
	movaps	%xmm3, %xmm0
	callq	*%rbp
	movaps	.Lsrbm_CPI20_1(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	movaps	%xmm0, %xmm2
	movss	32(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	xorps	%xmm1, %xmm2
	mulss	160(%rsp), %xmm2                # 16-byte Folded Reload
.Lsrbm_BB20_38:                              #   in Loop: Header=BB20_31 Depth=1
	addss	%xmm2, %xmm0
	xorps	%xmm1, %xmm2
	movss	%xmm2, (%r12)
	movaps	64(%rsp), %xmm2                 # 16-byte Reload
.Lsrbm_BB20_39:                              #   in Loop: Header=BB20_31 Depth=1
	incq	%rbx
	addq	%r14, %r12
	cmpq	%rbx, %r15
	je	.Lsrbm_BB20_40
.Lsrbm_BB20_31:                              # =>This Inner Loop Header: Depth=1
	cmpq	%rbx, %r13
	je	.Lsrbm_BB20_39
# %bb.32:                               #   in Loop: Header=BB20_31 Depth=1
	movss	(%r12), %xmm3                   # xmm3 = mem[0],zero,zero,zero
	cmpl	$0, 108(%rsp)                   # 4-byte Folded Reload
	movss	%xmm0, 32(%rsp)                 # 4-byte Spill
	jne	.Lsrbm_BB20_37
# %bb.33:                               #   in Loop: Header=BB20_31 Depth=1
	mulss	128(%rsp), %xmm3                # 16-byte Folded Reload
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm3
	jae	.Lsrbm_BB20_35
# %bb.34:                               # %invertbb2.i.i
                                        #   in Loop: Header=BB20_31 Depth=1
	movaps	%xmm3, %xmm0
	movaps	%xmm3, 112(%rsp)                # 16-byte Spill
	callq	*%rbp
	movaps	%xmm0, %xmm1
	addss	.Lsrbm_CPI20_0(%rip), %xmm1
	divss	%xmm1, %xmm0
	movaps	%xmm0, %xmm2
	addss	%xmm0, %xmm2
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 20(%rsp)                 # 4-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%rbp
	movaps	%xmm0, %xmm2
	mulss	20(%rsp), %xmm2                 # 4-byte Folded Reload
	jmp	.Lsrbm_BB20_36
.Lsrbm_BB20_35:                              # %invertbb1.i.i
                                        #   in Loop: Header=BB20_31 Depth=1
	xorps	%xmm1, %xmm3
	movaps	%xmm3, 112(%rsp)                # 16-byte Spill
	movaps	%xmm3, %xmm0
	callq	*%rbp
	movaps	%xmm0, %xmm1
	movss	.Lsrbm_CPI20_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm0, %xmm1
	movss	%xmm1, 20(%rsp)                 # 4-byte Spill
	divss	%xmm1, %xmm0
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%rbp
	movaps	176(%rsp), %xmm2                # 16-byte Reload
	addss	%xmm0, %xmm0
	mulss	%xmm2, %xmm2
	mulss	%xmm0, %xmm2
	divss	20(%rsp), %xmm2                 # 4-byte Folded Reload
.Lsrbm_BB20_36:                              # %ratio_risk_by_1_f32.exit
                                        #   in Loop: Header=BB20_31 Depth=1
	mulss	128(%rsp), %xmm2                # 16-byte Folded Reload
	mulss	12(%rsp), %xmm2                 # 4-byte Folded Reload
	movss	32(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movaps	.Lsrbm_CPI20_1(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB20_38
.Lsrbm_BB20_40:
	leaq	256(%rsp), %r12
	movl	16(%rsp), %ebp                  # 4-byte Reload
	movq	88(%rsp), %rbx                  # 8-byte Reload
	jmp	.Lsrbm_BB20_29
.Lsrbm_BB20_18:
	movl	%r15d, %ecx
	andl	$2147483646, %ecx               # imm = 0x7FFFFFFE
	leaq	4(,%rdi,4), %rdi
	imulq	%rbx, %rdi
	leaq	(%rsi,%rdx,4), %rdx
	leaq	(,%rbx,8), %rsi
	xorps	%xmm2, %xmm2
	movaps	.Lsrbm_CPI20_1(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	movq	%rcx, %r8
	movq	24(%rsp), %r12                  # 8-byte Reload
	.p2align	4
.Lsrbm_BB20_19:                              # =>This Inner Loop Header: Depth=1
	movss	(%rdx,%rax,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	xorps	%xmm0, %xmm1
	maxss	%xmm2, %xmm1
	movss	(%rdx,%rdi), %xmm2              # xmm2 = mem[0],zero,zero,zero
	xorps	%xmm0, %xmm2
	maxss	%xmm1, %xmm2
	addq	%rsi, %rdx
	addq	$-2, %r8
	jne	.Lsrbm_BB20_19
# %bb.20:
	testb	$1, %r15b
	je	.Lsrbm_BB20_22
.Lsrbm_BB20_21:
	movaps	%xmm2, %xmm0
	imulq	%rbx, %rcx
	movss	(%r12,%rcx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	xorps	.Lsrbm_CPI20_1(%rip), %xmm2
	maxss	%xmm0, %xmm2
.Lsrbm_BB20_22:
	leaq	(,%rbx,4), %rbx
	xorps	%xmm0, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %r14
	movq	%r15, %rbp
	movaps	%xmm2, 64(%rsp)                 # 16-byte Spill
	.p2align	4
.Lsrbm_BB20_23:                              # =>This Inner Loop Header: Depth=1
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movss	(%r12), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	xorps	.Lsrbm_CPI20_1(%rip), %xmm0
	subss	%xmm2, %xmm0
	callq	*%r14
	movaps	64(%rsp), %xmm2                 # 16-byte Reload
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
	addss	%xmm0, %xmm1
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	addq	%rbx, %r12
	decq	%rbp
	jne	.Lsrbm_BB20_23
# %bb.24:
	leaq	256(%rsp), %r12
	movl	16(%rsp), %ebp                  # 4-byte Reload
	movq	88(%rsp), %rbx                  # 8-byte Reload
.Lsrbm_BB20_25:                              # %.loopexit17
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	callq	*__nv_logf@GOTPCREL(%rip)
	movaps	64(%rsp), %xmm2                 # 16-byte Reload
	addss	%xmm2, %xmm0
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	cvtss2sd	%xmm1, %xmm1
	cvtss2sd	%xmm0, %xmm0
	mulsd	%xmm1, %xmm0
	movsd	%xmm0, 56(%rsp)                 # 8-byte Spill
	cmpl	$0, 36(%r12)
	je	.Lsrbm_BB20_42
# %bb.26:
	movss	.Lsrbm_CPI20_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	divss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	testl	%r15d, %r15d
	jg	.Lsrbm_BB20_30
.Lsrbm_BB20_28:
	xorps	%xmm0, %xmm0
	jmp	.Lsrbm_BB20_29
.Lsrbm_BB20_41:
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	cvtss2sd	%xmm0, %xmm0
	xorps	%xmm1, %xmm1
	mulsd	%xmm0, %xmm1
	movsd	%xmm1, 56(%rsp)                 # 8-byte Spill
	xorps	%xmm0, %xmm0
	cmpl	$0, 36(%r12)
	je	.Lsrbm_BB20_42
.Lsrbm_BB20_29:                              # %.loopexit16
	imulq	%r13, %rbx
	movq	24(%rsp), %rax                  # 8-byte Reload
	movss	%xmm0, (%rax,%rbx,4)
.Lsrbm_BB20_42:
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movl	4(%rax), %r14d
	leaq	_ZZL9block_sumdE4sums(%rip), %r15
	movsd	56(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r15,%rbx,8)
	cmpl	$2, %r14d
	jl	.Lsrbm_BB20_47
# %bb.43:
	shrl	%r14d
	jmp	.Lsrbm_BB20_44
	.p2align	4
.Lsrbm_BB20_46:                              #   in Loop: Header=BB20_44 Depth=1
	shrl	%r14d
	je	.Lsrbm_BB20_47
.Lsrbm_BB20_44:                              # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r14d, %ebx
	jge	.Lsrbm_BB20_46
# %bb.45:                               #   in Loop: Header=BB20_44 Depth=1
	leal	(%r14,%rbx), %eax
	cltq
	movsd	(%r15,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r15,%rbx,8), %xmm0
	movsd	%xmm0, (%r15,%rbx,8)
	jmp	.Lsrbm_BB20_46
.Lsrbm_BB20_47:                              # %.loopexit
	callq	cotangent_barrier@PLT
	cmpl	$0, 104(%rsp)                   # 4-byte Folded Reload
	jne	.Lsrbm_BB20_49
# %bb.48:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	movq	232(%r12), %rax
	imull	152(%rsp), %ebp                 # 4-byte Folded Reload
	addl	100(%rsp), %ebp                 # 4-byte Folded Reload
	addl	40(%r12), %ebp
	movslq	%ebp, %rcx
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB20_49:
	addq	$200, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end20:
	.size	losses_f32, .Lfunc_end20-losses_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function losses_f64
.Lsrbm_CPI21_0:
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI21_1:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	losses_f64
	.p2align	4
	.type	losses_f64,@function
losses_f64:                             # @losses_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$184, %rsp
	.cfi_def_cfa_offset 240
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	240(%rsp), %r12
	callq	cotangent_place@PLT
	movl	(%rax), %esi
	movl	8(%rax), %ecx
	movslq	12(%rax), %rdx
	movq	%rdx, 120(%rsp)                 # 8-byte Spill
	movl	20(%rax), %ebp
	movl	4(%rax), %eax
	movl	%ecx, 84(%rsp)                  # 4-byte Spill
	imull	%ecx, %eax
	movl	%esi, 88(%rsp)                  # 4-byte Spill
	addl	%esi, %eax
	xorpd	%xmm0, %xmm0
	cmpl	252(%rsp), %eax
	jge	.Lsrbm_BB21_42
# %bb.1:
	movslq	20(%r12), %rcx
	movq	120(%rsp), %r8                  # 8-byte Reload
	imulq	%r8, %rcx
	addq	64(%r12), %rcx
	movslq	%eax, %rdx
	movzbl	(%rdx,%rcx), %r13d
	movq	224(%r12), %rsi
	movslq	4(%r12), %r15
	movq	%r15, %rdi
	imulq	%r8, %rdi
	movslq	16(%r12), %rbx
	movq	%rdi, %rax
	imulq	%rbx, %rax
	leaq	(%rsi,%rax,8), %rcx
	movq	72(%r12), %r8
	testq	%r8, %r8
	je	.Lsrbm_BB21_2
# %bb.3:
	movsd	(%r8,%rdx,8), %xmm0             # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB21_4
.Lsrbm_BB21_2:
	movsd	.Lsrbm_CPI21_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
.Lsrbm_BB21_4:
	leaq	(%rcx,%rdx,8), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	movsd	48(%r12), %xmm1                 # xmm1 = mem[0],zero
	movaps	%xmm1, 96(%rsp)                 # 16-byte Spill
	movsd	56(%r12), %xmm1                 # xmm1 = mem[0],zero
	mulsd	%xmm0, %xmm1
	movsd	%xmm1, 112(%rsp)                # 8-byte Spill
	movl	32(%r12), %ecx
	movl	%ecx, 92(%rsp)                  # 4-byte Spill
	testl	%ecx, %ecx
	movl	%ebp, 20(%rsp)                  # 4-byte Spill
	movq	%rbx, 64(%rsp)                  # 8-byte Spill
	je	.Lsrbm_BB21_9
# %bb.5:
	testl	%r15d, %r15d
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	jle	.Lsrbm_BB21_6
# %bb.7:
	cmpl	$1, %r15d
	jne	.Lsrbm_BB21_18
# %bb.8:
	xorpd	%xmm2, %xmm2
	xorl	%ecx, %ecx
	movq	24(%rsp), %r12                  # 8-byte Reload
	jmp	.Lsrbm_BB21_21
.Lsrbm_BB21_9:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB21_41
# %bb.10:
	movapd	.Lsrbm_CPI21_1(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	96(%rsp), %xmm1                 # 16-byte Folded Reload
	movapd	%xmm1, 48(%rsp)                 # 16-byte Spill
	leaq	(,%rbx,8), %rbx
	xorl	%r14d, %r14d
	movq	__nv_exp@GOTPCREL(%rip), %r12
	movq	24(%rsp), %rbp                  # 8-byte Reload
	xorpd	%xmm1, %xmm1
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB21_11
	.p2align	4
.Lsrbm_BB21_14:                              # %bb1.i
                                        #   in Loop: Header=BB21_11 Depth=1
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm0
	callq	*%r12
	movsd	.Lsrbm_CPI21_0(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
	movapd	%xmm2, %xmm1
.Lsrbm_BB21_15:                              # %ratio_risk_f64.exit
                                        #   in Loop: Header=BB21_11 Depth=1
	addsd	%xmm2, %xmm0
	divsd	%xmm0, %xmm1
	mulsd	%xmm1, %xmm1
	movsd	32(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	addsd	%xmm1, %xmm0
	movapd	%xmm0, %xmm1
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
.Lsrbm_BB21_16:                              #   in Loop: Header=BB21_11 Depth=1
	incq	%r14
	addq	%rbx, %rbp
	cmpq	%r14, %r15
	je	.Lsrbm_BB21_17
.Lsrbm_BB21_11:                              # =>This Inner Loop Header: Depth=1
	cmpq	%r14, %r13
	je	.Lsrbm_BB21_16
# %bb.12:                               #   in Loop: Header=BB21_11 Depth=1
	movsd	%xmm1, 32(%rsp)                 # 8-byte Spill
	movsd	(%rbp), %xmm0                   # xmm0 = mem[0],zero
	mulsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB21_14
# %bb.13:                               # %bb2.i
                                        #   in Loop: Header=BB21_11 Depth=1
	callq	*%r12
	movapd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI21_0(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
	jmp	.Lsrbm_BB21_15
.Lsrbm_BB21_6:
	xorpd	%xmm0, %xmm0
	movapd	%xmm0, 48(%rsp)                 # 16-byte Spill
	jmp	.Lsrbm_BB21_25
.Lsrbm_BB21_17:
	mulsd	%xmm1, %xmm0
	xorpd	%xmm2, %xmm2
	leaq	240(%rsp), %r12
	cmpl	$0, 36(%r12)
	xorpd	%xmm1, %xmm1
	movapd	%xmm1, 128(%rsp)                # 16-byte Spill
	movl	20(%rsp), %ebp                  # 4-byte Reload
	movq	64(%rsp), %rbx                  # 8-byte Reload
	je	.Lsrbm_BB21_42
# %bb.27:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB21_28
.Lsrbm_BB21_30:
	movapd	128(%rsp), %xmm1                # 16-byte Reload
	mulsd	112(%rsp), %xmm1                # 8-byte Folded Reload
	movapd	%xmm1, 128(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm1                 # 16-byte Reload
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm1
	movapd	%xmm1, 96(%rsp)                 # 16-byte Spill
	leaq	(,%rbx,8), %rbx
	xorl	%r14d, %r14d
	movq	__nv_exp@GOTPCREL(%rip), %rbp
	movq	24(%rsp), %r12                  # 8-byte Reload
	xorpd	%xmm1, %xmm1
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	%xmm2, 48(%rsp)                 # 16-byte Spill
	jmp	.Lsrbm_BB21_31
	.p2align	4
.Lsrbm_BB21_37:                              #   in Loop: Header=BB21_31 Depth=1
	movapd	.Lsrbm_CPI21_1(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm0, %xmm3
	subsd	%xmm2, %xmm3
	movapd	%xmm3, %xmm0
	callq	*%rbp
	movsd	32(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	movapd	%xmm0, %xmm2
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm2
	mulsd	128(%rsp), %xmm2                # 16-byte Folded Reload
.Lsrbm_BB21_38:                              #   in Loop: Header=BB21_31 Depth=1
	addsd	%xmm2, %xmm1
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm2
	movlpd	%xmm2, (%r12)
	movapd	48(%rsp), %xmm2                 # 16-byte Reload
.Lsrbm_BB21_39:                              #   in Loop: Header=BB21_31 Depth=1
	incq	%r14
	addq	%rbx, %r12
	cmpq	%r14, %r15
	je	.Lsrbm_BB21_40
.Lsrbm_BB21_31:                              # =>This Inner Loop Header: Depth=1
	cmpq	%r14, %r13
	je	.Lsrbm_BB21_39
# %bb.32:                               #   in Loop: Header=BB21_31 Depth=1
	movsd	(%r12), %xmm3                   # xmm3 = mem[0],zero
	cmpl	$0, 92(%rsp)                    # 4-byte Folded Reload
	movsd	%xmm1, 32(%rsp)                 # 8-byte Spill
	jne	.Lsrbm_BB21_37
# %bb.33:                               #   in Loop: Header=BB21_31 Depth=1
	mulsd	96(%rsp), %xmm3                 # 16-byte Folded Reload
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm3
	jae	.Lsrbm_BB21_35
# %bb.34:                               # %invertbb2.i.i
                                        #   in Loop: Header=BB21_31 Depth=1
	movapd	%xmm3, %xmm0
	movapd	%xmm3, 144(%rsp)                # 16-byte Spill
	callq	*%rbp
	movapd	%xmm0, %xmm1
	addsd	.Lsrbm_CPI21_0(%rip), %xmm1
	divsd	%xmm1, %xmm0
	movapd	%xmm0, %xmm2
	addsd	%xmm0, %xmm2
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 72(%rsp)                 # 8-byte Spill
	movapd	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%rbp
	movapd	%xmm0, %xmm2
	mulsd	72(%rsp), %xmm2                 # 8-byte Folded Reload
	jmp	.Lsrbm_BB21_36
.Lsrbm_BB21_35:                              # %invertbb1.i.i
                                        #   in Loop: Header=BB21_31 Depth=1
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm3
	movapd	%xmm3, 144(%rsp)                # 16-byte Spill
	movapd	%xmm3, %xmm0
	callq	*%rbp
	movapd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI21_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
	addsd	%xmm0, %xmm1
	movsd	%xmm1, 72(%rsp)                 # 8-byte Spill
	divsd	%xmm1, %xmm0
	movapd	%xmm0, 160(%rsp)                # 16-byte Spill
	movapd	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%rbp
	movapd	160(%rsp), %xmm2                # 16-byte Reload
	addsd	%xmm0, %xmm0
	mulsd	%xmm2, %xmm2
	mulsd	%xmm0, %xmm2
	divsd	72(%rsp), %xmm2                 # 8-byte Folded Reload
.Lsrbm_BB21_36:                              # %ratio_risk_by_1_f64.exit
                                        #   in Loop: Header=BB21_31 Depth=1
	mulsd	96(%rsp), %xmm2                 # 16-byte Folded Reload
	mulsd	112(%rsp), %xmm2                # 8-byte Folded Reload
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	32(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	jmp	.Lsrbm_BB21_38
.Lsrbm_BB21_40:
	leaq	240(%rsp), %r12
	movl	20(%rsp), %ebp                  # 4-byte Reload
	movq	64(%rsp), %rbx                  # 8-byte Reload
	jmp	.Lsrbm_BB21_29
.Lsrbm_BB21_18:
	movl	%r15d, %ecx
	andl	$2147483646, %ecx               # imm = 0x7FFFFFFE
	leaq	8(,%rdi,8), %rdi
	imulq	%rbx, %rdi
	leaq	(%rsi,%rdx,8), %rdx
	movq	%rbx, %rsi
	shlq	$4, %rsi
	xorpd	%xmm2, %xmm2
	movapd	.Lsrbm_CPI21_1(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	movq	%rcx, %r8
	movq	24(%rsp), %r12                  # 8-byte Reload
	.p2align	4
.Lsrbm_BB21_19:                              # =>This Inner Loop Header: Depth=1
	movsd	(%rdx,%rax,8), %xmm1            # xmm1 = mem[0],zero
	xorpd	%xmm0, %xmm1
	maxsd	%xmm2, %xmm1
	movsd	(%rdx,%rdi), %xmm2              # xmm2 = mem[0],zero
	xorpd	%xmm0, %xmm2
	maxsd	%xmm1, %xmm2
	addq	%rsi, %rdx
	addq	$-2, %r8
	jne	.Lsrbm_BB21_19
# %bb.20:
	testb	$1, %r15b
	je	.Lsrbm_BB21_22
.Lsrbm_BB21_21:
	movapd	%xmm2, %xmm0
	imulq	%rbx, %rcx
	movsd	(%r12,%rcx,8), %xmm2            # xmm2 = mem[0],zero
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm2
	maxsd	%xmm0, %xmm2
.Lsrbm_BB21_22:
	leaq	(,%rbx,8), %rbx
	xorpd	%xmm0, %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %r14
	movq	%r15, %rbp
	movapd	%xmm2, 48(%rsp)                 # 16-byte Spill
	.p2align	4
.Lsrbm_BB21_23:                              # =>This Inner Loop Header: Depth=1
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movsd	(%r12), %xmm0                   # xmm0 = mem[0],zero
	xorpd	.Lsrbm_CPI21_1(%rip), %xmm0
	subsd	%xmm2, %xmm0
	callq	*%r14
	movapd	48(%rsp), %xmm2                 # 16-byte Reload
	movapd	32(%rsp), %xmm1                 # 16-byte Reload
	addsd	%xmm0, %xmm1
	movapd	%xmm1, 32(%rsp)                 # 16-byte Spill
	movapd	32(%rsp), %xmm0                 # 16-byte Reload
	addq	%rbx, %r12
	decq	%rbp
	jne	.Lsrbm_BB21_23
# %bb.24:
	leaq	240(%rsp), %r12
	movl	20(%rsp), %ebp                  # 4-byte Reload
	movq	64(%rsp), %rbx                  # 8-byte Reload
.Lsrbm_BB21_25:                              # %.loopexit17
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	callq	*__nv_log@GOTPCREL(%rip)
	movapd	48(%rsp), %xmm2                 # 16-byte Reload
	addsd	%xmm2, %xmm0
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	cmpl	$0, 36(%r12)
	je	.Lsrbm_BB21_42
# %bb.26:
	movsd	.Lsrbm_CPI21_0(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
	divsd	32(%rsp), %xmm1                 # 16-byte Folded Reload
	movapd	%xmm1, 128(%rsp)                # 16-byte Spill
	testl	%r15d, %r15d
	jg	.Lsrbm_BB21_30
.Lsrbm_BB21_28:
	xorpd	%xmm1, %xmm1
	jmp	.Lsrbm_BB21_29
.Lsrbm_BB21_41:
	xorpd	%xmm1, %xmm1
	mulsd	%xmm1, %xmm0
	cmpl	$0, 36(%r12)
	je	.Lsrbm_BB21_42
.Lsrbm_BB21_29:                              # %.loopexit16
	imulq	%r13, %rbx
	movq	24(%rsp), %rax                  # 8-byte Reload
	movsd	%xmm1, (%rax,%rbx,8)
.Lsrbm_BB21_42:
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movl	4(%rax), %r14d
	leaq	_ZZL9block_sumdE4sums(%rip), %r15
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r15,%rbx,8)
	cmpl	$2, %r14d
	jl	.Lsrbm_BB21_47
# %bb.43:
	shrl	%r14d
	jmp	.Lsrbm_BB21_44
	.p2align	4
.Lsrbm_BB21_46:                              #   in Loop: Header=BB21_44 Depth=1
	shrl	%r14d
	je	.Lsrbm_BB21_47
.Lsrbm_BB21_44:                              # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r14d, %ebx
	jge	.Lsrbm_BB21_46
# %bb.45:                               #   in Loop: Header=BB21_44 Depth=1
	leal	(%r14,%rbx), %eax
	cltq
	movsd	(%r15,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r15,%rbx,8), %xmm0
	movsd	%xmm0, (%r15,%rbx,8)
	jmp	.Lsrbm_BB21_46
.Lsrbm_BB21_47:                              # %.loopexit
	callq	cotangent_barrier@PLT
	cmpl	$0, 88(%rsp)                    # 4-byte Folded Reload
	jne	.Lsrbm_BB21_49
# %bb.48:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	movq	232(%r12), %rax
	imull	120(%rsp), %ebp                 # 4-byte Folded Reload
	addl	84(%rsp), %ebp                  # 4-byte Folded Reload
	addl	40(%r12), %ebp
	movslq	%ebp, %rcx
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB21_49:
	addq	$184, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end21:
	.size	losses_f64, .Lfunc_end21-losses_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function losses_jvp_f32
.Lsrbm_CPI22_0:
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI22_1:
	.long	0x7fc00000                      # float NaN
.Lsrbm_CPI22_3:
	.long	0x3f800000                      # float 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI22_2:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	losses_jvp_f32
	.p2align	4
	.type	losses_jvp_f32,@function
losses_jvp_f32:                         # @losses_jvp_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$120, %rsp
	.cfi_def_cfa_offset 176
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	176(%rsp), %r12
	callq	cotangent_place@PLT
	movl	(%rax), %edx
	movl	8(%rax), %r13d
	movslq	12(%rax), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	movl	20(%rax), %ebp
	movl	4(%rax), %eax
	imull	%r13d, %eax
	movl	%edx, 60(%rsp)                  # 4-byte Spill
	addl	%edx, %eax
	xorps	%xmm1, %xmm1
	cmpl	188(%rsp), %eax
	jge	.Lsrbm_BB22_24
# %bb.1:
	movl	%r13d, 52(%rsp)                 # 4-byte Spill
	cltq
	movslq	4(%r12), %r15
	movq	%r15, %r13
	imulq	32(%rsp), %r13                  # 8-byte Folded Reload
	movslq	16(%r12), %rbx
	imulq	%rbx, %r13
	movq	72(%r12), %rcx
	testq	%rcx, %rcx
	je	.Lsrbm_BB22_2
# %bb.3:
	movss	(%rcx,%rax,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	cvtss2sd	%xmm0, %xmm0
	jmp	.Lsrbm_BB22_4
.Lsrbm_BB22_2:
	movsd	.Lsrbm_CPI22_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
.Lsrbm_BB22_4:
	addq	%rax, %r13
	cmpl	$0, 32(%r12)
	movl	%ebp, 56(%rsp)                  # 4-byte Spill
	movsd	%xmm0, 40(%rsp)                 # 8-byte Spill
	je	.Lsrbm_BB22_9
# %bb.5:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB22_6
# %bb.7:
	movq	224(%r12), %r14
	leaq	(%r14,%r13,4), %rax
	cmpl	$1, %r15d
	jne	.Lsrbm_BB22_32
# %bb.8:
	xorps	%xmm2, %xmm2
	xorl	%ecx, %ecx
	jmp	.Lsrbm_BB22_19
.Lsrbm_BB22_9:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB22_10
# %bb.11:
	movslq	20(%r12), %rcx
	imulq	32(%rsp), %rcx                  # 8-byte Folded Reload
	addq	64(%r12), %rcx
	movzbl	(%rax,%rcx), %r14d
	movsd	48(%r12), %xmm0                 # xmm0 = mem[0],zero
	cvtsd2ss	%xmm0, %xmm0
	movq	224(%r12), %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	movq	360(%r12), %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	xorps	.Lsrbm_CPI22_2(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	shlq	$2, %r13
	shlq	$2, %rbx
	xorl	%r12d, %r12d
	movq	__nv_expf@GOTPCREL(%rip), %rbp
	xorps	%xmm0, %xmm0
	jmp	.Lsrbm_BB22_12
	.p2align	4
.Lsrbm_BB22_15:                              # %bb1.i.i
                                        #   in Loop: Header=BB22_12 Depth=1
	movaps	.Lsrbm_CPI22_2(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm0, %xmm2
	movaps	%xmm2, 64(%rsp)                 # 16-byte Spill
	xorps	%xmm0, %xmm1
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movaps	%xmm2, %xmm0
	callq	*%rbp
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbp
	movss	8(%rsp), %xmm4                  # 4-byte Reload
                                        # xmm4 = mem[0],zero,zero,zero
	mulss	16(%rsp), %xmm0                 # 16-byte Folded Reload
	xorps	%xmm3, %xmm3
	movss	.Lsrbm_CPI22_3(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	%xmm2, %xmm1
.Lsrbm_BB22_16:                              # %ratio_risk_jvp_f32.exit
                                        #   in Loop: Header=BB22_12 Depth=1
	addss	%xmm2, %xmm4
	divss	%xmm4, %xmm1
	mulss	%xmm4, %xmm3
	subss	%xmm0, %xmm3
	mulss	%xmm1, %xmm3
	mulss	%xmm4, %xmm4
	addss	%xmm3, %xmm3
	divss	%xmm4, %xmm3
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	addss	%xmm3, %xmm0
.Lsrbm_BB22_17:                              #   in Loop: Header=BB22_12 Depth=1
	incq	%r12
	addq	%rbx, %r13
	cmpq	%r12, %r15
	je	.Lsrbm_BB22_23
.Lsrbm_BB22_12:                              # =>This Inner Loop Header: Depth=1
	cmpq	%r12, %r14
	je	.Lsrbm_BB22_17
# %bb.13:                               #   in Loop: Header=BB22_12 Depth=1
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movq	88(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%r13), %xmm2              # xmm2 = mem[0],zero,zero,zero
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	mulss	%xmm0, %xmm2
	movq	80(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%r13), %xmm1              # xmm1 = mem[0],zero,zero,zero
	mulss	%xmm0, %xmm1
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm2
	jae	.Lsrbm_BB22_15
# %bb.14:                               # %bb2.i.i
                                        #   in Loop: Header=BB22_12 Depth=1
	movaps	%xmm2, %xmm0
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movaps	%xmm2, 64(%rsp)                 # 16-byte Spill
	callq	*%rbp
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbp
	movss	8(%rsp), %xmm4                  # 4-byte Reload
                                        # xmm4 = mem[0],zero,zero,zero
	movaps	16(%rsp), %xmm3                 # 16-byte Reload
	mulss	%xmm0, %xmm3
	movaps	%xmm4, %xmm0
	mulss	%xmm3, %xmm0
	movaps	%xmm4, %xmm1
	movss	.Lsrbm_CPI22_3(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	jmp	.Lsrbm_BB22_16
.Lsrbm_BB22_6:
	movss	.Lsrbm_CPI22_1(%rip), %xmm0          # xmm0 = [NaN,0.0E+0,0.0E+0,0.0E+0]
	jmp	.Lsrbm_BB22_23
.Lsrbm_BB22_32:
	movl	%r15d, %ecx
	andl	$2147483646, %ecx               # imm = 0x7FFFFFFE
	leaq	(,%rbx,8), %rdx
	xorps	%xmm2, %xmm2
	movaps	.Lsrbm_CPI22_2(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	movq	%rcx, %rsi
	movq	%rax, %rdi
	.p2align	4
.Lsrbm_BB22_33:                              # =>This Inner Loop Header: Depth=1
	movss	(%rdi), %xmm1                   # xmm1 = mem[0],zero,zero,zero
	xorps	%xmm0, %xmm1
	maxss	%xmm2, %xmm1
	movss	(%rdi,%rbx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	xorps	%xmm0, %xmm2
	maxss	%xmm1, %xmm2
	addq	%rdx, %rdi
	addq	$-2, %rsi
	jne	.Lsrbm_BB22_33
# %bb.18:
	testb	$1, %r15b
	je	.Lsrbm_BB22_20
.Lsrbm_BB22_19:
	movaps	%xmm2, %xmm0
	imulq	%rbx, %rcx
	movss	(%rax,%rcx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	xorps	.Lsrbm_CPI22_2(%rip), %xmm2
	maxss	%xmm0, %xmm2
.Lsrbm_BB22_20:
	movq	360(%r12), %r12
	shlq	$2, %r13
	shlq	$2, %rbx
	xorps	%xmm0, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %rbp
	xorps	%xmm1, %xmm1
	movss	%xmm1, 16(%rsp)                 # 4-byte Spill
	movaps	%xmm2, 64(%rsp)                 # 16-byte Spill
	.p2align	4
.Lsrbm_BB22_21:                              # =>This Inner Loop Header: Depth=1
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movss	(%r14,%r13), %xmm0              # xmm0 = mem[0],zero,zero,zero
	movaps	.Lsrbm_CPI22_2(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm0
	subss	%xmm2, %xmm0
	callq	*%rbp
	movss	16(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm0, %xmm1
	movss	%xmm1, 16(%rsp)                 # 4-byte Spill
	movss	(%r12,%r13), %xmm0              # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movss	(%r14,%r13), %xmm0              # xmm0 = mem[0],zero,zero,zero
	xorps	.Lsrbm_CPI22_2(%rip), %xmm0
	subss	64(%rsp), %xmm0                 # 16-byte Folded Reload
	callq	*%rbp
	movaps	64(%rsp), %xmm2                 # 16-byte Reload
	mulss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	addq	%rbx, %r13
	decq	%r15
	jne	.Lsrbm_BB22_21
# %bb.22:                               # %.loopexit11.loopexit
	divss	16(%rsp), %xmm0                 # 4-byte Folded Reload
	jmp	.Lsrbm_BB22_23
.Lsrbm_BB22_10:
	xorps	%xmm0, %xmm0
.Lsrbm_BB22_23:                              # %.loopexit10
	cvtss2sd	%xmm0, %xmm0
	movsd	40(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	%xmm0, %xmm1
	leaq	176(%rsp), %r12
	movl	56(%rsp), %ebp                  # 4-byte Reload
	movl	52(%rsp), %r13d                 # 4-byte Reload
.Lsrbm_BB22_24:
	movsd	%xmm1, 40(%rsp)                 # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movl	4(%rax), %r14d
	leaq	_ZZL9block_sumdE4sums(%rip), %r15
	movsd	40(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r15,%rbx,8)
	cmpl	$2, %r14d
	jl	.Lsrbm_BB22_29
# %bb.25:
	shrl	%r14d
	jmp	.Lsrbm_BB22_26
	.p2align	4
.Lsrbm_BB22_28:                              #   in Loop: Header=BB22_26 Depth=1
	shrl	%r14d
	je	.Lsrbm_BB22_29
.Lsrbm_BB22_26:                              # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r14d, %ebx
	jge	.Lsrbm_BB22_28
# %bb.27:                               #   in Loop: Header=BB22_26 Depth=1
	leal	(%r14,%rbx), %eax
	cltq
	movsd	(%r15,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r15,%rbx,8), %xmm0
	movsd	%xmm0, (%r15,%rbx,8)
	jmp	.Lsrbm_BB22_28
.Lsrbm_BB22_29:                              # %.loopexit
	callq	cotangent_barrier@PLT
	cmpl	$0, 60(%rsp)                    # 4-byte Folded Reload
	jne	.Lsrbm_BB22_31
# %bb.30:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	movq	232(%r12), %rax
	imull	32(%rsp), %ebp                  # 4-byte Folded Reload
	addl	%r13d, %ebp
	addl	40(%r12), %ebp
	movslq	%ebp, %rcx
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB22_31:
	addq	$120, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end22:
	.size	losses_jvp_f32, .Lfunc_end22-losses_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function losses_jvp_f64
.Lsrbm_CPI23_0:
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI23_1:
	.quad	0x7ff8000000000000              # double NaN
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI23_2:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	losses_jvp_f64
	.p2align	4
	.type	losses_jvp_f64,@function
losses_jvp_f64:                         # @losses_jvp_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$120, %rsp
	.cfi_def_cfa_offset 176
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	176(%rsp), %r12
	callq	cotangent_place@PLT
	movl	(%rax), %edx
	movl	8(%rax), %r13d
	movslq	12(%rax), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	movl	20(%rax), %ebp
	movl	4(%rax), %eax
	imull	%r13d, %eax
	movl	%edx, 60(%rsp)                  # 4-byte Spill
	addl	%edx, %eax
	xorpd	%xmm0, %xmm0
	cmpl	188(%rsp), %eax
	jge	.Lsrbm_BB23_24
# %bb.1:
	movl	%r13d, 52(%rsp)                 # 4-byte Spill
	cltq
	movslq	4(%r12), %r15
	movq	%r15, %r13
	imulq	32(%rsp), %r13                  # 8-byte Folded Reload
	movslq	16(%r12), %rbx
	imulq	%rbx, %r13
	movq	72(%r12), %rcx
	testq	%rcx, %rcx
	je	.Lsrbm_BB23_2
# %bb.3:
	movsd	(%rcx,%rax,8), %xmm0            # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB23_4
.Lsrbm_BB23_2:
	movsd	.Lsrbm_CPI23_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
.Lsrbm_BB23_4:
	addq	%rax, %r13
	cmpl	$0, 32(%r12)
	movl	%ebp, 56(%rsp)                  # 4-byte Spill
	je	.Lsrbm_BB23_9
# %bb.5:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB23_6
# %bb.7:
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	movq	224(%r12), %r14
	leaq	(%r14,%r13,8), %rax
	cmpl	$1, %r15d
	jne	.Lsrbm_BB23_32
# %bb.8:
	xorpd	%xmm2, %xmm2
	xorl	%ecx, %ecx
	jmp	.Lsrbm_BB23_19
.Lsrbm_BB23_9:
	testl	%r15d, %r15d
	jle	.Lsrbm_BB23_10
# %bb.11:
	movslq	20(%r12), %rcx
	imulq	32(%rsp), %rcx                  # 8-byte Folded Reload
	addq	64(%r12), %rcx
	movzbl	(%rax,%rcx), %r14d
	movsd	48(%r12), %xmm1                 # xmm1 = mem[0],zero
	movq	224(%r12), %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	movq	360(%r12), %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	xorpd	.Lsrbm_CPI23_2(%rip), %xmm1
	movapd	%xmm1, 96(%rsp)                 # 16-byte Spill
	shlq	$3, %r13
	shlq	$3, %rbx
	xorl	%r12d, %r12d
	movq	__nv_exp@GOTPCREL(%rip), %rbp
	xorpd	%xmm1, %xmm1
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	jmp	.Lsrbm_BB23_12
	.p2align	4
.Lsrbm_BB23_15:                              # %bb1.i.i
                                        #   in Loop: Header=BB23_12 Depth=1
	movapd	.Lsrbm_CPI23_2(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm0, %xmm2
	movapd	%xmm2, 64(%rsp)                 # 16-byte Spill
	xorpd	%xmm0, %xmm1
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movapd	%xmm2, %xmm0
	callq	*%rbp
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbp
	movsd	8(%rsp), %xmm4                  # 8-byte Reload
                                        # xmm4 = mem[0],zero
	mulsd	16(%rsp), %xmm0                 # 16-byte Folded Reload
	xorpd	%xmm3, %xmm3
	movsd	.Lsrbm_CPI23_0(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
	movapd	%xmm2, %xmm1
.Lsrbm_BB23_16:                              # %ratio_risk_jvp_f64.exit
                                        #   in Loop: Header=BB23_12 Depth=1
	addsd	%xmm2, %xmm4
	divsd	%xmm4, %xmm1
	mulsd	%xmm4, %xmm3
	subsd	%xmm0, %xmm3
	mulsd	%xmm1, %xmm3
	mulsd	%xmm4, %xmm4
	addsd	%xmm3, %xmm3
	divsd	%xmm4, %xmm3
	movsd	40(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm3, %xmm1
	movsd	(%rsp), %xmm0                   # 8-byte Reload
                                        # xmm0 = mem[0],zero
.Lsrbm_BB23_17:                              #   in Loop: Header=BB23_12 Depth=1
	incq	%r12
	addq	%rbx, %r13
	cmpq	%r12, %r15
	je	.Lsrbm_BB23_23
.Lsrbm_BB23_12:                              # =>This Inner Loop Header: Depth=1
	cmpq	%r12, %r14
	je	.Lsrbm_BB23_17
# %bb.13:                               #   in Loop: Header=BB23_12 Depth=1
	movsd	%xmm1, 40(%rsp)                 # 8-byte Spill
	movq	88(%rsp), %rax                  # 8-byte Reload
	movsd	(%rax,%r13), %xmm2              # xmm2 = mem[0],zero
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	mulsd	%xmm0, %xmm2
	movq	80(%rsp), %rax                  # 8-byte Reload
	movsd	(%rax,%r13), %xmm1              # xmm1 = mem[0],zero
	mulsd	%xmm0, %xmm1
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm2
	jae	.Lsrbm_BB23_15
# %bb.14:                               # %bb2.i.i
                                        #   in Loop: Header=BB23_12 Depth=1
	movapd	%xmm2, %xmm0
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movapd	%xmm2, 64(%rsp)                 # 16-byte Spill
	callq	*%rbp
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbp
	movsd	8(%rsp), %xmm4                  # 8-byte Reload
                                        # xmm4 = mem[0],zero
	movapd	16(%rsp), %xmm3                 # 16-byte Reload
	mulsd	%xmm0, %xmm3
	movapd	%xmm4, %xmm0
	mulsd	%xmm3, %xmm0
	movapd	%xmm4, %xmm1
	movsd	.Lsrbm_CPI23_0(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
	jmp	.Lsrbm_BB23_16
.Lsrbm_BB23_6:
	movsd	.Lsrbm_CPI23_1(%rip), %xmm1          # xmm1 = [NaN,0.0E+0]
	jmp	.Lsrbm_BB23_23
.Lsrbm_BB23_32:
	movl	%r15d, %ecx
	andl	$2147483646, %ecx               # imm = 0x7FFFFFFE
	movq	%rbx, %rdx
	shlq	$4, %rdx
	xorpd	%xmm2, %xmm2
	movapd	.Lsrbm_CPI23_2(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	movq	%rcx, %rsi
	movq	%rax, %rdi
	.p2align	4
.Lsrbm_BB23_33:                              # =>This Inner Loop Header: Depth=1
	movsd	(%rdi), %xmm1                   # xmm1 = mem[0],zero
	xorpd	%xmm0, %xmm1
	maxsd	%xmm2, %xmm1
	movsd	(%rdi,%rbx,8), %xmm2            # xmm2 = mem[0],zero
	xorpd	%xmm0, %xmm2
	maxsd	%xmm1, %xmm2
	addq	%rdx, %rdi
	addq	$-2, %rsi
	jne	.Lsrbm_BB23_33
# %bb.18:
	testb	$1, %r15b
	je	.Lsrbm_BB23_20
.Lsrbm_BB23_19:
	movapd	%xmm2, %xmm0
	imulq	%rbx, %rcx
	movsd	(%rax,%rcx,8), %xmm2            # xmm2 = mem[0],zero
	xorpd	.Lsrbm_CPI23_2(%rip), %xmm2
	maxsd	%xmm0, %xmm2
.Lsrbm_BB23_20:
	movq	360(%r12), %r12
	shlq	$3, %r13
	shlq	$3, %rbx
	xorpd	%xmm1, %xmm1
	movq	__nv_exp@GOTPCREL(%rip), %rbp
	xorpd	%xmm0, %xmm0
	movsd	%xmm0, 16(%rsp)                 # 8-byte Spill
	movapd	%xmm2, 64(%rsp)                 # 16-byte Spill
	.p2align	4
.Lsrbm_BB23_21:                              # =>This Inner Loop Header: Depth=1
	movsd	%xmm1, 40(%rsp)                 # 8-byte Spill
	movsd	(%r14,%r13), %xmm0              # xmm0 = mem[0],zero
	movapd	.Lsrbm_CPI23_2(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm0
	subsd	%xmm2, %xmm0
	callq	*%rbp
	movsd	16(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm0, %xmm1
	movsd	%xmm1, 16(%rsp)                 # 8-byte Spill
	movsd	(%r12,%r13), %xmm0              # xmm0 = mem[0],zero
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movsd	(%r14,%r13), %xmm0              # xmm0 = mem[0],zero
	xorpd	.Lsrbm_CPI23_2(%rip), %xmm0
	subsd	64(%rsp), %xmm0                 # 16-byte Folded Reload
	callq	*%rbp
	movapd	64(%rsp), %xmm2                 # 16-byte Reload
	movsd	40(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	subsd	%xmm0, %xmm1
	addq	%rbx, %r13
	decq	%r15
	jne	.Lsrbm_BB23_21
# %bb.22:                               # %.loopexit11.loopexit
	divsd	16(%rsp), %xmm1                 # 8-byte Folded Reload
	movsd	(%rsp), %xmm0                   # 8-byte Reload
                                        # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB23_23
.Lsrbm_BB23_10:
	xorpd	%xmm1, %xmm1
.Lsrbm_BB23_23:                              # %.loopexit10
	mulsd	%xmm1, %xmm0
	leaq	176(%rsp), %r12
	movl	56(%rsp), %ebp                  # 4-byte Reload
	movl	52(%rsp), %r13d                 # 4-byte Reload
.Lsrbm_BB23_24:
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movl	4(%rax), %r14d
	leaq	_ZZL9block_sumdE4sums(%rip), %r15
	movsd	(%rsp), %xmm0                   # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r15,%rbx,8)
	cmpl	$2, %r14d
	jl	.Lsrbm_BB23_29
# %bb.25:
	shrl	%r14d
	jmp	.Lsrbm_BB23_26
	.p2align	4
.Lsrbm_BB23_28:                              #   in Loop: Header=BB23_26 Depth=1
	shrl	%r14d
	je	.Lsrbm_BB23_29
.Lsrbm_BB23_26:                              # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r14d, %ebx
	jge	.Lsrbm_BB23_28
# %bb.27:                               #   in Loop: Header=BB23_26 Depth=1
	leal	(%r14,%rbx), %eax
	cltq
	movsd	(%r15,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r15,%rbx,8), %xmm0
	movsd	%xmm0, (%r15,%rbx,8)
	jmp	.Lsrbm_BB23_28
.Lsrbm_BB23_29:                              # %.loopexit
	callq	cotangent_barrier@PLT
	cmpl	$0, 60(%rsp)                    # 4-byte Folded Reload
	jne	.Lsrbm_BB23_31
# %bb.30:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	movq	232(%r12), %rax
	imull	32(%rsp), %ebp                  # 4-byte Folded Reload
	addl	%r13d, %ebp
	addl	40(%r12), %ebp
	movslq	%ebp, %rcx
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB23_31:
	addq	$120, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end23:
	.size	losses_jvp_f64, .Lfunc_end23-losses_jvp_f64
	.cfi_endproc
                                        # -- End function
	.globl	loss_f32                        # -- Begin function loss_f32
	.p2align	4
	.type	loss_f32,@function
loss_f32:                               # @loss_f32
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%r13
	.cfi_def_cfa_offset 32
	pushq	%r12
	.cfi_def_cfa_offset 40
	pushq	%rbx
	.cfi_def_cfa_offset 48
	subq	$16, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -48
	.cfi_offset %r12, -40
	.cfi_offset %r13, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	leaq	64(%rsp), %rbx
	callq	cotangent_place@PLT
	movslq	(%rax), %r14
	movslq	108(%rsp), %rcx
	xorpd	%xmm0, %xmm0
	cmpl	%ecx, %r14d
	jge	.Lsrbm_BB24_3
# %bb.1:
	leaq	(,%r14,8), %rdx
	addq	232(%rbx), %rdx
	movslq	4(%rax), %rax
	leaq	(,%rax,8), %rsi
	movq	%r14, %rdi
	.p2align	4
.Lsrbm_BB24_2:                               # =>This Inner Loop Header: Depth=1
	addsd	(%rdx), %xmm0
	addq	%rax, %rdi
	addq	%rsi, %rdx
	cmpq	%rcx, %rdi
	jl	.Lsrbm_BB24_2
.Lsrbm_BB24_3:                               # %.loopexit6
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %r15
	movl	4(%rax), %r12d
	leaq	_ZZL9block_sumdE4sums(%rip), %r13
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r13,%r15,8)
	cmpl	$2, %r12d
	jl	.Lsrbm_BB24_8
# %bb.4:
	shrl	%r12d
	jmp	.Lsrbm_BB24_5
	.p2align	4
.Lsrbm_BB24_7:                               #   in Loop: Header=BB24_5 Depth=1
	shrl	%r12d
	je	.Lsrbm_BB24_8
.Lsrbm_BB24_5:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r12d, %r15d
	jge	.Lsrbm_BB24_7
# %bb.6:                                #   in Loop: Header=BB24_5 Depth=1
	leal	(%r12,%r15), %eax
	cltq
	movsd	(%r13,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r13,%r15,8), %xmm0
	movsd	%xmm0, (%r13,%r15,8)
	jmp	.Lsrbm_BB24_7
.Lsrbm_BB24_8:                               # %.loopexit
	callq	cotangent_barrier@PLT
	testl	%r14d, %r14d
	jne	.Lsrbm_BB24_10
# %bb.9:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	mulsd	56(%rbx), %xmm0
	movq	240(%rbx), %rax
	movsd	%xmm0, (%rax)
.Lsrbm_BB24_10:
	addq	$16, %rsp
	.cfi_def_cfa_offset 48
	popq	%rbx
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end24:
	.size	loss_f32, .Lfunc_end24-loss_f32
	.cfi_endproc
                                        # -- End function
	.globl	loss_f64                        # -- Begin function loss_f64
	.p2align	4
	.type	loss_f64,@function
loss_f64:                               # @loss_f64
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%r13
	.cfi_def_cfa_offset 32
	pushq	%r12
	.cfi_def_cfa_offset 40
	pushq	%rbx
	.cfi_def_cfa_offset 48
	subq	$16, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -48
	.cfi_offset %r12, -40
	.cfi_offset %r13, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	leaq	64(%rsp), %rbx
	callq	cotangent_place@PLT
	movslq	(%rax), %r14
	movslq	108(%rsp), %rcx
	xorpd	%xmm0, %xmm0
	cmpl	%ecx, %r14d
	jge	.Lsrbm_BB25_3
# %bb.1:
	leaq	(,%r14,8), %rdx
	addq	232(%rbx), %rdx
	movslq	4(%rax), %rax
	leaq	(,%rax,8), %rsi
	movq	%r14, %rdi
	.p2align	4
.Lsrbm_BB25_2:                               # =>This Inner Loop Header: Depth=1
	addsd	(%rdx), %xmm0
	addq	%rax, %rdi
	addq	%rsi, %rdx
	cmpq	%rcx, %rdi
	jl	.Lsrbm_BB25_2
.Lsrbm_BB25_3:                               # %.loopexit6
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %r15
	movl	4(%rax), %r12d
	leaq	_ZZL9block_sumdE4sums(%rip), %r13
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r13,%r15,8)
	cmpl	$2, %r12d
	jl	.Lsrbm_BB25_8
# %bb.4:
	shrl	%r12d
	jmp	.Lsrbm_BB25_5
	.p2align	4
.Lsrbm_BB25_7:                               #   in Loop: Header=BB25_5 Depth=1
	shrl	%r12d
	je	.Lsrbm_BB25_8
.Lsrbm_BB25_5:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r12d, %r15d
	jge	.Lsrbm_BB25_7
# %bb.6:                                #   in Loop: Header=BB25_5 Depth=1
	leal	(%r12,%r15), %eax
	cltq
	movsd	(%r13,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r13,%r15,8), %xmm0
	movsd	%xmm0, (%r13,%r15,8)
	jmp	.Lsrbm_BB25_7
.Lsrbm_BB25_8:                               # %.loopexit
	callq	cotangent_barrier@PLT
	testl	%r14d, %r14d
	jne	.Lsrbm_BB25_10
# %bb.9:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	mulsd	56(%rbx), %xmm0
	movq	240(%rbx), %rax
	movsd	%xmm0, (%rax)
.Lsrbm_BB25_10:
	addq	$16, %rsp
	.cfi_def_cfa_offset 48
	popq	%rbx
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end25:
	.size	loss_f64, .Lfunc_end25-loss_f64
	.cfi_endproc
                                        # -- End function
	.globl	pick_f32                        # -- Begin function pick_f32
	.p2align	4
	.type	pick_f32,@function
pick_f32:                               # @pick_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$40, %rsp
	.cfi_def_cfa_offset 96
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r10
	imulq	%rdx, %r10
	leaq	(%r10,%rcx), %rdx
	movslq	108(%rsp), %rax
	cmpq	%rax, %rdx
	jae	.Lsrbm_BB26_26
# %bb.1:
	leaq	96(%rsp), %rsi
	movq	376(%rsi), %rax
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	movl	(%rax,%rdx,4), %eax
	movq	%rax, 8(%rsp)                   # 8-byte Spill
	movslq	(%rsi), %rdi
	testq	%rdi, %rdi
	jle	.Lsrbm_BB26_24
# %bb.2:
	leaq	96(%rsp), %rax
	movq	384(%rax), %r14
	movq	400(%rax), %r13
	movslq	420(%rax), %r11
	movq	8(%rsp), %rdx                   # 8-byte Reload
	leaq	(%r14,%rdx), %r8
	movslq	20(%rax), %r9
	cmpl	$4, %edi
	jb	.Lsrbm_BB26_3
# %bb.4:
	movl	%r9d, %eax
	xorl	$1, %eax
	movl	%r11d, %edx
	xorl	$1, %edx
	orl	%eax, %edx
	jne	.Lsrbm_BB26_3
# %bb.6:
	movq	8(%rsp), %rax                   # 8-byte Reload
	addq	%r14, %rax
	leaq	(%r10,%rcx), %rsi
	movq	%rsi, %rdx
	subq	%rax, %rdx
	addq	%r13, %rdx
	cmpq	$32, %rdx
	jae	.Lsrbm_BB26_8
.Lsrbm_BB26_3:
	xorl	%r15d, %r15d
.Lsrbm_BB26_17:
	movq	%rdi, %rax
	movq	%r15, %r12
	andq	$3, %rax
	je	.Lsrbm_BB26_21
# %bb.18:                               # %.preheader7.preheader
	movq	%r15, %rdx
	imulq	%r9, %rdx
	addq	%r10, %rdx
	addq	%rcx, %rdx
	addq	%r13, %rdx
	movq	%r15, %rsi
	imulq	%r11, %rsi
	addq	8(%rsp), %rsi                   # 8-byte Folded Reload
	addq	%rsi, %r14
	negq	%rax
	xorl	%esi, %esi
	.p2align	4
.Lsrbm_BB26_19:                              # %.preheader7
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%r14), %ebx
	movb	%bl, (%rdx)
	decq	%rsi
	addq	%r9, %rdx
	addq	%r11, %r14
	cmpq	%rsi, %rax
	jne	.Lsrbm_BB26_19
# %bb.20:                               # %.loopexit8.loopexit
	movq	%r15, %r12
	subq	%rsi, %r12
.Lsrbm_BB26_21:                              # %.loopexit8
	subq	%rdi, %r15
	cmpq	$-4, %r15
	ja	.Lsrbm_BB26_24
# %bb.22:                               # %.preheader.preheader
	subq	%r12, %rdi
	leaq	3(%r12), %r14
	movq	%r14, %r15
	imulq	%r9, %r15
	leaq	(%r10,%r13), %rax
	addq	%rax, %r15
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	movq	%r13, 24(%rsp)                  # 8-byte Spill
	leaq	(,%r9,4), %r13
	imulq	%r11, %r14
	leaq	(,%r11,4), %rbp
	leaq	2(%r12), %rsi
	movq	%rsi, %rbx
	imulq	%r9, %rbx
	addq	%rax, %rbx
	imulq	%r11, %rsi
	leaq	1(%r12), %rax
	movq	%rax, %rdx
	imulq	%r9, %rdx
	addq	16(%rsp), %rdx                  # 8-byte Folded Reload
	imulq	%r11, %rax
	imulq	%r12, %r9
	addq	%r10, %r9
	addq	24(%rsp), %r9                   # 8-byte Folded Reload
	imulq	%r11, %r12
	.p2align	4
.Lsrbm_BB26_23:                              # %.preheader
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%r8,%r12), %r10d
	movb	%r10b, (%r9,%rcx)
	movzbl	(%r8,%rax), %r10d
	movb	%r10b, (%rdx,%rcx)
	movzbl	(%r8,%rsi), %r10d
	movb	%r10b, (%rbx,%rcx)
	movzbl	(%r8,%r14), %r10d
	movb	%r10b, (%r15,%rcx)
	addq	%r13, %r15
	addq	%rbp, %r8
	addq	%r13, %rbx
	addq	%r13, %rdx
	addq	%r13, %r9
	addq	$-4, %rdi
	jne	.Lsrbm_BB26_23
.Lsrbm_BB26_24:                              # %.loopexit
	leaq	96(%rsp), %rdx
	movq	392(%rdx), %rax
	testq	%rax, %rax
	movq	32(%rsp), %rcx                  # 8-byte Reload
	je	.Lsrbm_BB26_26
# %bb.25:
	movq	8(%rsp), %rsi                   # 8-byte Reload
	movss	(%rax,%rsi,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movq	408(%rdx), %rax
	movss	%xmm0, (%rax,%rcx,4)
.Lsrbm_BB26_26:
	addq	$40, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lsrbm_BB26_8:
	.cfi_def_cfa_offset 96
	cmpl	$32, %edi
	jae	.Lsrbm_BB26_10
# %bb.9:
	xorl	%r15d, %r15d
	jmp	.Lsrbm_BB26_14
.Lsrbm_BB26_10:
	movl	%edi, %r15d
	andl	$2147483616, %r15d              # imm = 0x7FFFFFE0
	leaq	(%rsi,%r13), %rax
	addq	$16, %rax
	movq	8(%rsp), %rdx                   # 8-byte Reload
	addq	%r14, %rdx
	addq	$16, %rdx
	xorl	%esi, %esi
	.p2align	4
.Lsrbm_BB26_11:                              # =>This Inner Loop Header: Depth=1
	movups	-16(%rdx,%rsi), %xmm0
	movups	(%rdx,%rsi), %xmm1
	movups	%xmm0, -16(%rax,%rsi)
	movups	%xmm1, (%rax,%rsi)
	addq	$32, %rsi
	cmpq	%rsi, %r15
	jne	.Lsrbm_BB26_11
# %bb.12:
	cmpl	%edi, %r15d
	je	.Lsrbm_BB26_24
# %bb.13:
	testb	$28, %dil
	je	.Lsrbm_BB26_17
.Lsrbm_BB26_14:
	movq	%r15, %rax
	leaq	(%r10,%rcx), %rdx
	addq	%r13, %rdx
	movl	%edi, %r15d
	andl	$2147483644, %r15d              # imm = 0x7FFFFFFC
	.p2align	4
.Lsrbm_BB26_15:                              # =>This Inner Loop Header: Depth=1
	movl	(%r8,%rax), %esi
	movl	%esi, (%rdx,%rax)
	addq	$4, %rax
	cmpq	%rax, %r15
	jne	.Lsrbm_BB26_15
# %bb.16:
	cmpl	%edi, %r15d
	je	.Lsrbm_BB26_24
	jmp	.Lsrbm_BB26_17
.Lfunc_end26:
	.size	pick_f32, .Lfunc_end26-pick_f32
	.cfi_endproc
                                        # -- End function
	.globl	pick_f64                        # -- Begin function pick_f64
	.p2align	4
	.type	pick_f64,@function
pick_f64:                               # @pick_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$40, %rsp
	.cfi_def_cfa_offset 96
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r10
	imulq	%rdx, %r10
	leaq	(%r10,%rcx), %rdx
	movslq	108(%rsp), %rax
	cmpq	%rax, %rdx
	jae	.Lsrbm_BB27_26
# %bb.1:
	leaq	96(%rsp), %rsi
	movq	376(%rsi), %rax
	movq	%rdx, 32(%rsp)                  # 8-byte Spill
	movl	(%rax,%rdx,4), %eax
	movq	%rax, 8(%rsp)                   # 8-byte Spill
	movslq	(%rsi), %rdi
	testq	%rdi, %rdi
	jle	.Lsrbm_BB27_24
# %bb.2:
	leaq	96(%rsp), %rax
	movq	384(%rax), %r14
	movq	400(%rax), %r13
	movslq	420(%rax), %r11
	movq	8(%rsp), %rdx                   # 8-byte Reload
	leaq	(%r14,%rdx), %r8
	movslq	20(%rax), %r9
	cmpl	$4, %edi
	jb	.Lsrbm_BB27_3
# %bb.4:
	movl	%r9d, %eax
	xorl	$1, %eax
	movl	%r11d, %edx
	xorl	$1, %edx
	orl	%eax, %edx
	jne	.Lsrbm_BB27_3
# %bb.6:
	movq	8(%rsp), %rax                   # 8-byte Reload
	addq	%r14, %rax
	leaq	(%r10,%rcx), %rsi
	movq	%rsi, %rdx
	subq	%rax, %rdx
	addq	%r13, %rdx
	cmpq	$32, %rdx
	jae	.Lsrbm_BB27_8
.Lsrbm_BB27_3:
	xorl	%r15d, %r15d
.Lsrbm_BB27_17:
	movq	%rdi, %rax
	movq	%r15, %r12
	andq	$3, %rax
	je	.Lsrbm_BB27_21
# %bb.18:                               # %.preheader7.preheader
	movq	%r15, %rdx
	imulq	%r9, %rdx
	addq	%r10, %rdx
	addq	%rcx, %rdx
	addq	%r13, %rdx
	movq	%r15, %rsi
	imulq	%r11, %rsi
	addq	8(%rsp), %rsi                   # 8-byte Folded Reload
	addq	%rsi, %r14
	negq	%rax
	xorl	%esi, %esi
	.p2align	4
.Lsrbm_BB27_19:                              # %.preheader7
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%r14), %ebx
	movb	%bl, (%rdx)
	decq	%rsi
	addq	%r9, %rdx
	addq	%r11, %r14
	cmpq	%rsi, %rax
	jne	.Lsrbm_BB27_19
# %bb.20:                               # %.loopexit8.loopexit
	movq	%r15, %r12
	subq	%rsi, %r12
.Lsrbm_BB27_21:                              # %.loopexit8
	subq	%rdi, %r15
	cmpq	$-4, %r15
	ja	.Lsrbm_BB27_24
# %bb.22:                               # %.preheader.preheader
	subq	%r12, %rdi
	leaq	3(%r12), %r14
	movq	%r14, %r15
	imulq	%r9, %r15
	leaq	(%r10,%r13), %rax
	addq	%rax, %r15
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	movq	%r13, 24(%rsp)                  # 8-byte Spill
	leaq	(,%r9,4), %r13
	imulq	%r11, %r14
	leaq	(,%r11,4), %rbp
	leaq	2(%r12), %rsi
	movq	%rsi, %rbx
	imulq	%r9, %rbx
	addq	%rax, %rbx
	imulq	%r11, %rsi
	leaq	1(%r12), %rax
	movq	%rax, %rdx
	imulq	%r9, %rdx
	addq	16(%rsp), %rdx                  # 8-byte Folded Reload
	imulq	%r11, %rax
	imulq	%r12, %r9
	addq	%r10, %r9
	addq	24(%rsp), %r9                   # 8-byte Folded Reload
	imulq	%r11, %r12
	.p2align	4
.Lsrbm_BB27_23:                              # %.preheader
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%r8,%r12), %r10d
	movb	%r10b, (%r9,%rcx)
	movzbl	(%r8,%rax), %r10d
	movb	%r10b, (%rdx,%rcx)
	movzbl	(%r8,%rsi), %r10d
	movb	%r10b, (%rbx,%rcx)
	movzbl	(%r8,%r14), %r10d
	movb	%r10b, (%r15,%rcx)
	addq	%r13, %r15
	addq	%rbp, %r8
	addq	%r13, %rbx
	addq	%r13, %rdx
	addq	%r13, %r9
	addq	$-4, %rdi
	jne	.Lsrbm_BB27_23
.Lsrbm_BB27_24:                              # %.loopexit
	leaq	96(%rsp), %rdx
	movq	392(%rdx), %rax
	testq	%rax, %rax
	movq	32(%rsp), %rcx                  # 8-byte Reload
	je	.Lsrbm_BB27_26
# %bb.25:
	movq	8(%rsp), %rsi                   # 8-byte Reload
	movsd	(%rax,%rsi,8), %xmm0            # xmm0 = mem[0],zero
	movq	408(%rdx), %rax
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB27_26:
	addq	$40, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lsrbm_BB27_8:
	.cfi_def_cfa_offset 96
	cmpl	$32, %edi
	jae	.Lsrbm_BB27_10
# %bb.9:
	xorl	%r15d, %r15d
	jmp	.Lsrbm_BB27_14
.Lsrbm_BB27_10:
	movl	%edi, %r15d
	andl	$2147483616, %r15d              # imm = 0x7FFFFFE0
	leaq	(%rsi,%r13), %rax
	addq	$16, %rax
	movq	8(%rsp), %rdx                   # 8-byte Reload
	addq	%r14, %rdx
	addq	$16, %rdx
	xorl	%esi, %esi
	.p2align	4
.Lsrbm_BB27_11:                              # =>This Inner Loop Header: Depth=1
	movups	-16(%rdx,%rsi), %xmm0
	movups	(%rdx,%rsi), %xmm1
	movups	%xmm0, -16(%rax,%rsi)
	movups	%xmm1, (%rax,%rsi)
	addq	$32, %rsi
	cmpq	%rsi, %r15
	jne	.Lsrbm_BB27_11
# %bb.12:
	cmpl	%edi, %r15d
	je	.Lsrbm_BB27_24
# %bb.13:
	testb	$28, %dil
	je	.Lsrbm_BB27_17
.Lsrbm_BB27_14:
	movq	%r15, %rax
	leaq	(%r10,%rcx), %rdx
	addq	%r13, %rdx
	movl	%edi, %r15d
	andl	$2147483644, %r15d              # imm = 0x7FFFFFFC
	.p2align	4
.Lsrbm_BB27_15:                              # =>This Inner Loop Header: Depth=1
	movl	(%r8,%rax), %esi
	movl	%esi, (%rdx,%rax)
	addq	$4, %rax
	cmpq	%rax, %r15
	jne	.Lsrbm_BB27_15
# %bb.16:
	cmpl	%edi, %r15d
	je	.Lsrbm_BB27_24
	jmp	.Lsrbm_BB27_17
.Lfunc_end27:
	.size	pick_f64, .Lfunc_end27-pick_f64
	.cfi_endproc
                                        # -- End function
	.globl	sort_f32                        # -- Begin function sort_f32
	.p2align	4
	.type	sort_f32,@function
sort_f32:                               # @sort_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movslq	4(%rax), %r14
	movslq	8(%rax), %rcx
	movslq	12(%rax), %rax
	movl	%eax, %edx
	shll	$8, %edx
	movl	116(%rsp), %edi
	movl	124(%rsp), %ebp
	subl	%edx, %ebp
	cmpl	$256, %ebp                      # imm = 0x100
	movl	$256, %esi                      # imm = 0x100
	cmovll	%ebp, %esi
	movl	%esi, 4(%rsp)                   # 4-byte Spill
	movq	176(%rsp), %rsi
	movslq	132(%rsp), %r8
	imulq	%rcx, %r8
	movslq	%edx, %rdx
	movq	%rsi, 32(%rsp)                  # 8-byte Spill
	movq	%rdx, 16(%rsp)                  # 8-byte Spill
	leaq	(%rsi,%rdx), %r15
	movq	%r8, 24(%rsp)                   # 8-byte Spill
	addq	%r8, %r15
	movslq	112(%rsp), %r12
	imulq	%rax, %r12
	addq	%rcx, %r12
	movq	%r12, 48(%rsp)                  # 8-byte Spill
	shlq	$9, %r12
	movslq	%edi, %r13
	movq	%rdi, 8(%rsp)                   # 8-byte Spill
	cmpl	%edi, %ebx
	jge	.Lsrbm_BB28_10
# %bb.1:
	movl	4(%rsp), %ecx                   # 4-byte Reload
	cmpl	$2, %ecx
	movl	$1, %eax
	cmovgel	%ecx, %eax
	movl	%eax, %ecx
	andl	$504, %ecx                      # imm = 0x1F8
	movq	24(%rsp), %rdx                  # 8-byte Reload
	movq	16(%rsp), %rsi                  # 8-byte Reload
	addq	%rsi, %rdx
	movq	32(%rsp), %rsi                  # 8-byte Reload
	leaq	4(%rsi,%rdx), %rdx
	pxor	%xmm0, %xmm0
	leaq	_ZZL4sortIfEvRK5FrameIT_EE6counts(%rip), %rsi
	movq	%rbx, %rdi
	jmp	.Lsrbm_BB28_2
	.p2align	4
.Lsrbm_BB28_9:                               # %.loopexit7
                                        #   in Loop: Header=BB28_2 Depth=1
	movl	%r8d, (%rsi,%rdi,4)
	addq	%r14, %rdi
	cmpq	%r13, %rdi
	jge	.Lsrbm_BB28_10
.Lsrbm_BB28_2:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB28_7 Depth 2
                                        #     Child Loop BB28_5 Depth 2
	movl	$0, %r8d
	testl	%ebp, %ebp
	jle	.Lsrbm_BB28_9
# %bb.3:                                #   in Loop: Header=BB28_2 Depth=1
	cmpl	$7, %ebp
	jg	.Lsrbm_BB28_6
# %bb.4:                                #   in Loop: Header=BB28_2 Depth=1
	xorl	%r9d, %r9d
	xorl	%r8d, %r8d
	jmp	.Lsrbm_BB28_5
	.p2align	4
.Lsrbm_BB28_6:                               #   in Loop: Header=BB28_2 Depth=1
	movq	%rdi, %xmm1
	pshufd	$68, %xmm1, %xmm3               # xmm3 = xmm1[0,1,0,1]
	pxor	%xmm1, %xmm1
	xorl	%r8d, %r8d
	pxor	%xmm2, %xmm2
	.p2align	4
.Lsrbm_BB28_7:                               #   Parent Loop BB28_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movd	-4(%rdx,%r8), %xmm5             # xmm5 = mem[0],zero,zero,zero
	movd	(%rdx,%r8), %xmm4               # xmm4 = mem[0],zero,zero,zero
	punpcklbw	%xmm0, %xmm5            # xmm5 = xmm5[0],xmm0[0],xmm5[1],xmm0[1],xmm5[2],xmm0[2],xmm5[3],xmm0[3],xmm5[4],xmm0[4],xmm5[5],xmm0[5],xmm5[6],xmm0[6],xmm5[7],xmm0[7]
	punpcklwd	%xmm0, %xmm5            # xmm5 = xmm5[0],xmm0[0],xmm5[1],xmm0[1],xmm5[2],xmm0[2],xmm5[3],xmm0[3]
	movdqa	%xmm5, %xmm6
	punpckldq	%xmm0, %xmm6            # xmm6 = xmm6[0],xmm0[0],xmm6[1],xmm0[1]
	punpckhdq	%xmm0, %xmm5            # xmm5 = xmm5[2],xmm0[2],xmm5[3],xmm0[3]
	punpcklbw	%xmm0, %xmm4            # xmm4 = xmm4[0],xmm0[0],xmm4[1],xmm0[1],xmm4[2],xmm0[2],xmm4[3],xmm0[3],xmm4[4],xmm0[4],xmm4[5],xmm0[5],xmm4[6],xmm0[6],xmm4[7],xmm0[7]
	punpcklwd	%xmm0, %xmm4            # xmm4 = xmm4[0],xmm0[0],xmm4[1],xmm0[1],xmm4[2],xmm0[2],xmm4[3],xmm0[3]
	movdqa	%xmm4, %xmm7
	punpckldq	%xmm0, %xmm7            # xmm7 = xmm7[0],xmm0[0],xmm7[1],xmm0[1]
	punpckhdq	%xmm0, %xmm4            # xmm4 = xmm4[2],xmm0[2],xmm4[3],xmm0[3]
	pcmpeqd	%xmm3, %xmm5
	pcmpeqd	%xmm3, %xmm6
	movdqa	%xmm6, %xmm8
	shufps	$221, %xmm5, %xmm8              # xmm8 = xmm8[1,3],xmm5[1,3]
	shufps	$136, %xmm5, %xmm6              # xmm6 = xmm6[0,2],xmm5[0,2]
	andps	%xmm8, %xmm6
	psubd	%xmm6, %xmm2
	pcmpeqd	%xmm3, %xmm4
	pcmpeqd	%xmm3, %xmm7
	movdqa	%xmm7, %xmm5
	shufps	$221, %xmm4, %xmm5              # xmm5 = xmm5[1,3],xmm4[1,3]
	shufps	$136, %xmm4, %xmm7              # xmm7 = xmm7[0,2],xmm4[0,2]
	andps	%xmm5, %xmm7
	psubd	%xmm7, %xmm1
	addq	$8, %r8
	cmpq	%r8, %rcx
	jne	.Lsrbm_BB28_7
# %bb.8:                                #   in Loop: Header=BB28_2 Depth=1
	paddd	%xmm2, %xmm1
	pshufd	$238, %xmm1, %xmm2              # xmm2 = xmm1[2,3,2,3]
	paddd	%xmm1, %xmm2
	pshufd	$85, %xmm2, %xmm1               # xmm1 = xmm2[1,1,1,1]
	paddd	%xmm2, %xmm1
	movd	%xmm1, %r8d
	movq	%rcx, %r9
	cmpl	%eax, %ecx
	je	.Lsrbm_BB28_9
	.p2align	4
.Lsrbm_BB28_5:                               #   Parent Loop BB28_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	(%r15,%r9), %r10d
	xorl	%r11d, %r11d
	cmpq	%r10, %rdi
	sete	%r11b
	addl	%r11d, %r8d
	incq	%r9
	cmpq	%r9, %rax
	jne	.Lsrbm_BB28_5
	jmp	.Lsrbm_BB28_9
.Lsrbm_BB28_10:                              # %.loopexit8
	movq	200(%rsp), %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	addq	192(%rsp), %r12
	callq	cotangent_barrier@PLT
	testl	%ebx, %ebx
	jne	.Lsrbm_BB28_17
# %bb.11:
	movq	8(%rsp), %r10                   # 8-byte Reload
	leal	1(%r10), %eax
	cltq
	movq	48(%rsp), %rsi                  # 8-byte Reload
	imulq	%rax, %rsi
	movq	40(%rsp), %rdi                  # 8-byte Reload
	leaq	(%rdi,%rsi,2), %rax
	xorl	%ecx, %ecx
	testl	%r10d, %r10d
	jle	.Lsrbm_BB28_16
# %bb.12:
	cmpl	$1, %r10d
	jne	.Lsrbm_BB28_31
# %bb.13:
	xorl	%edx, %edx
	jmp	.Lsrbm_BB28_15
.Lsrbm_BB28_31:
	movl	%r10d, %edx
	andl	$2147483646, %edx               # imm = 0x7FFFFFFE
	leaq	(%rdi,%rsi,2), %rsi
	addq	$2, %rsi
	xorl	%ecx, %ecx
	leaq	_ZZL4sortIfEvRK5FrameIT_EE6counts(%rip), %rdi
	xorl	%r8d, %r8d
	.p2align	4
.Lsrbm_BB28_32:                              # =>This Inner Loop Header: Depth=1
	movl	(%rdi,%r8,4), %r9d
	addl	%ecx, %r9d
	movl	%ecx, (%rdi,%r8,4)
	movw	%cx, -2(%rsi,%r8,2)
	movl	4(%rdi,%r8,4), %ecx
	addl	%r9d, %ecx
	movl	%r9d, 4(%rdi,%r8,4)
	movw	%r9w, (%rsi,%r8,2)
	addq	$2, %r8
	cmpq	%r8, %rdx
	jne	.Lsrbm_BB28_32
# %bb.14:
	testb	$1, %r10b
	je	.Lsrbm_BB28_16
.Lsrbm_BB28_15:
	leaq	_ZZL4sortIfEvRK5FrameIT_EE6counts(%rip), %rsi
	movl	(%rsi,%rdx,4), %edi
	addl	%ecx, %edi
	movl	%ecx, (%rsi,%rdx,4)
	movw	%cx, (%rax,%rdx,2)
	movl	%edi, %ecx
.Lsrbm_BB28_16:
	movw	%cx, (%rax,%r13,2)
.Lsrbm_BB28_17:
	callq	cotangent_barrier@PLT
	cmpl	%r13d, %ebx
	jge	.Lsrbm_BB28_30
# %bb.18:
	movl	4(%rsp), %ecx                   # 4-byte Reload
	cmpl	$2, %ecx
	movl	$1, %eax
	cmovgel	%ecx, %eax
	movslq	8(%rsp), %rcx                   # 4-byte Folded Reload
	movl	%eax, %edx
	andl	$510, %edx                      # imm = 0x1FE
	movq	24(%rsp), %rdi                  # 8-byte Reload
	addq	16(%rsp), %rdi                  # 8-byte Folded Reload
	movq	32(%rsp), %rsi                  # 8-byte Reload
	addq	%rdi, %rsi
	incq	%rsi
	leaq	_ZZL4sortIfEvRK5FrameIT_EE6counts(%rip), %rdi
	jmp	.Lsrbm_BB28_19
	.p2align	4
.Lsrbm_BB28_29:                              #   in Loop: Header=BB28_19 Depth=1
	addq	%r14, %rbx
	cmpq	%rcx, %rbx
	jge	.Lsrbm_BB28_30
.Lsrbm_BB28_19:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB28_21 Depth 2
	testl	%ebp, %ebp
	jle	.Lsrbm_BB28_29
# %bb.20:                               #   in Loop: Header=BB28_19 Depth=1
	movl	(%rdi,%rbx,4), %r8d
	xorl	%r9d, %r9d
	cmpl	$1, %ebp
	jne	.Lsrbm_BB28_21
	jmp	.Lsrbm_BB28_27
	.p2align	4
.Lsrbm_BB28_25:                              #   in Loop: Header=BB28_21 Depth=2
	addq	$2, %r9
	cmpq	%r9, %rdx
	je	.Lsrbm_BB28_26
.Lsrbm_BB28_21:                              # %.preheader
                                        #   Parent Loop BB28_19 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	-1(%rsi,%r9), %r10d
	cmpq	%r10, %rbx
	jne	.Lsrbm_BB28_23
# %bb.22:                               #   in Loop: Header=BB28_21 Depth=2
	movslq	%r8d, %r10
	incl	%r8d
	movw	%r9w, (%r12,%r10,2)
.Lsrbm_BB28_23:                              #   in Loop: Header=BB28_21 Depth=2
	movzbl	(%rsi,%r9), %r10d
	cmpq	%r10, %rbx
	jne	.Lsrbm_BB28_25
# %bb.24:                               #   in Loop: Header=BB28_21 Depth=2
	movslq	%r8d, %r10
	incl	%r8d
	leal	1(%r9), %r11d
	movw	%r11w, (%r12,%r10,2)
	jmp	.Lsrbm_BB28_25
	.p2align	4
.Lsrbm_BB28_26:                              #   in Loop: Header=BB28_19 Depth=1
	movq	%rdx, %r9
	testb	$1, %al
	je	.Lsrbm_BB28_29
.Lsrbm_BB28_27:                              #   in Loop: Header=BB28_19 Depth=1
	movzbl	(%r15,%r9), %r10d
	cmpq	%r10, %rbx
	jne	.Lsrbm_BB28_29
# %bb.28:                               #   in Loop: Header=BB28_19 Depth=1
	movslq	%r8d, %r8
	movw	%r9w, (%r12,%r8,2)
	jmp	.Lsrbm_BB28_29
.Lsrbm_BB28_30:                              # %.loopexit
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end28:
	.size	sort_f32, .Lfunc_end28-sort_f32
	.cfi_endproc
                                        # -- End function
	.globl	sort_f64                        # -- Begin function sort_f64
	.p2align	4
	.type	sort_f64,@function
sort_f64:                               # @sort_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movslq	4(%rax), %r14
	movslq	8(%rax), %rcx
	movslq	12(%rax), %rax
	movl	%eax, %edx
	shll	$7, %edx
	movl	116(%rsp), %edi
	movl	124(%rsp), %ebp
	subl	%edx, %ebp
	cmpl	$128, %ebp
	movl	$128, %esi
	cmovll	%ebp, %esi
	movl	%esi, 4(%rsp)                   # 4-byte Spill
	movq	176(%rsp), %rsi
	movslq	132(%rsp), %r8
	imulq	%rcx, %r8
	movslq	%edx, %rdx
	movq	%rsi, 32(%rsp)                  # 8-byte Spill
	movq	%rdx, 16(%rsp)                  # 8-byte Spill
	leaq	(%rsi,%rdx), %r15
	movq	%r8, 24(%rsp)                   # 8-byte Spill
	addq	%r8, %r15
	movslq	112(%rsp), %r12
	imulq	%rax, %r12
	addq	%rcx, %r12
	movq	%r12, 48(%rsp)                  # 8-byte Spill
	shlq	$8, %r12
	movslq	%edi, %r13
	movq	%rdi, 8(%rsp)                   # 8-byte Spill
	cmpl	%edi, %ebx
	jge	.Lsrbm_BB29_10
# %bb.1:
	movl	4(%rsp), %ecx                   # 4-byte Reload
	cmpl	$2, %ecx
	movl	$1, %eax
	cmovgel	%ecx, %eax
	movl	%eax, %ecx
	andl	$248, %ecx
	movq	24(%rsp), %rdx                  # 8-byte Reload
	movq	16(%rsp), %rsi                  # 8-byte Reload
	addq	%rsi, %rdx
	movq	32(%rsp), %rsi                  # 8-byte Reload
	leaq	4(%rsi,%rdx), %rdx
	pxor	%xmm0, %xmm0
	leaq	_ZZL4sortIdEvRK5FrameIT_EE6counts(%rip), %rsi
	movq	%rbx, %rdi
	jmp	.Lsrbm_BB29_2
	.p2align	4
.Lsrbm_BB29_9:                               # %.loopexit7
                                        #   in Loop: Header=BB29_2 Depth=1
	movl	%r8d, (%rsi,%rdi,4)
	addq	%r14, %rdi
	cmpq	%r13, %rdi
	jge	.Lsrbm_BB29_10
.Lsrbm_BB29_2:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB29_7 Depth 2
                                        #     Child Loop BB29_5 Depth 2
	movl	$0, %r8d
	testl	%ebp, %ebp
	jle	.Lsrbm_BB29_9
# %bb.3:                                #   in Loop: Header=BB29_2 Depth=1
	cmpl	$7, %ebp
	jg	.Lsrbm_BB29_6
# %bb.4:                                #   in Loop: Header=BB29_2 Depth=1
	xorl	%r9d, %r9d
	xorl	%r8d, %r8d
	jmp	.Lsrbm_BB29_5
	.p2align	4
.Lsrbm_BB29_6:                               #   in Loop: Header=BB29_2 Depth=1
	movq	%rdi, %xmm1
	pshufd	$68, %xmm1, %xmm3               # xmm3 = xmm1[0,1,0,1]
	pxor	%xmm1, %xmm1
	xorl	%r8d, %r8d
	pxor	%xmm2, %xmm2
	.p2align	4
.Lsrbm_BB29_7:                               #   Parent Loop BB29_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movd	-4(%rdx,%r8), %xmm5             # xmm5 = mem[0],zero,zero,zero
	movd	(%rdx,%r8), %xmm4               # xmm4 = mem[0],zero,zero,zero
	punpcklbw	%xmm0, %xmm5            # xmm5 = xmm5[0],xmm0[0],xmm5[1],xmm0[1],xmm5[2],xmm0[2],xmm5[3],xmm0[3],xmm5[4],xmm0[4],xmm5[5],xmm0[5],xmm5[6],xmm0[6],xmm5[7],xmm0[7]
	punpcklwd	%xmm0, %xmm5            # xmm5 = xmm5[0],xmm0[0],xmm5[1],xmm0[1],xmm5[2],xmm0[2],xmm5[3],xmm0[3]
	movdqa	%xmm5, %xmm6
	punpckldq	%xmm0, %xmm6            # xmm6 = xmm6[0],xmm0[0],xmm6[1],xmm0[1]
	punpckhdq	%xmm0, %xmm5            # xmm5 = xmm5[2],xmm0[2],xmm5[3],xmm0[3]
	punpcklbw	%xmm0, %xmm4            # xmm4 = xmm4[0],xmm0[0],xmm4[1],xmm0[1],xmm4[2],xmm0[2],xmm4[3],xmm0[3],xmm4[4],xmm0[4],xmm4[5],xmm0[5],xmm4[6],xmm0[6],xmm4[7],xmm0[7]
	punpcklwd	%xmm0, %xmm4            # xmm4 = xmm4[0],xmm0[0],xmm4[1],xmm0[1],xmm4[2],xmm0[2],xmm4[3],xmm0[3]
	movdqa	%xmm4, %xmm7
	punpckldq	%xmm0, %xmm7            # xmm7 = xmm7[0],xmm0[0],xmm7[1],xmm0[1]
	punpckhdq	%xmm0, %xmm4            # xmm4 = xmm4[2],xmm0[2],xmm4[3],xmm0[3]
	pcmpeqd	%xmm3, %xmm5
	pcmpeqd	%xmm3, %xmm6
	movdqa	%xmm6, %xmm8
	shufps	$221, %xmm5, %xmm8              # xmm8 = xmm8[1,3],xmm5[1,3]
	shufps	$136, %xmm5, %xmm6              # xmm6 = xmm6[0,2],xmm5[0,2]
	andps	%xmm8, %xmm6
	psubd	%xmm6, %xmm2
	pcmpeqd	%xmm3, %xmm4
	pcmpeqd	%xmm3, %xmm7
	movdqa	%xmm7, %xmm5
	shufps	$221, %xmm4, %xmm5              # xmm5 = xmm5[1,3],xmm4[1,3]
	shufps	$136, %xmm4, %xmm7              # xmm7 = xmm7[0,2],xmm4[0,2]
	andps	%xmm5, %xmm7
	psubd	%xmm7, %xmm1
	addq	$8, %r8
	cmpq	%r8, %rcx
	jne	.Lsrbm_BB29_7
# %bb.8:                                #   in Loop: Header=BB29_2 Depth=1
	paddd	%xmm2, %xmm1
	pshufd	$238, %xmm1, %xmm2              # xmm2 = xmm1[2,3,2,3]
	paddd	%xmm1, %xmm2
	pshufd	$85, %xmm2, %xmm1               # xmm1 = xmm2[1,1,1,1]
	paddd	%xmm2, %xmm1
	movd	%xmm1, %r8d
	movq	%rcx, %r9
	cmpl	%eax, %ecx
	je	.Lsrbm_BB29_9
	.p2align	4
.Lsrbm_BB29_5:                               #   Parent Loop BB29_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	(%r15,%r9), %r10d
	xorl	%r11d, %r11d
	cmpq	%r10, %rdi
	sete	%r11b
	addl	%r11d, %r8d
	incq	%r9
	cmpq	%r9, %rax
	jne	.Lsrbm_BB29_5
	jmp	.Lsrbm_BB29_9
.Lsrbm_BB29_10:                              # %.loopexit8
	movq	200(%rsp), %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	addq	192(%rsp), %r12
	callq	cotangent_barrier@PLT
	testl	%ebx, %ebx
	jne	.Lsrbm_BB29_17
# %bb.11:
	movq	8(%rsp), %r10                   # 8-byte Reload
	leal	1(%r10), %eax
	cltq
	movq	48(%rsp), %rsi                  # 8-byte Reload
	imulq	%rax, %rsi
	movq	40(%rsp), %rdi                  # 8-byte Reload
	leaq	(%rdi,%rsi,2), %rax
	xorl	%ecx, %ecx
	testl	%r10d, %r10d
	jle	.Lsrbm_BB29_16
# %bb.12:
	cmpl	$1, %r10d
	jne	.Lsrbm_BB29_31
# %bb.13:
	xorl	%edx, %edx
	jmp	.Lsrbm_BB29_15
.Lsrbm_BB29_31:
	movl	%r10d, %edx
	andl	$2147483646, %edx               # imm = 0x7FFFFFFE
	leaq	(%rdi,%rsi,2), %rsi
	addq	$2, %rsi
	xorl	%ecx, %ecx
	leaq	_ZZL4sortIdEvRK5FrameIT_EE6counts(%rip), %rdi
	xorl	%r8d, %r8d
	.p2align	4
.Lsrbm_BB29_32:                              # =>This Inner Loop Header: Depth=1
	movl	(%rdi,%r8,4), %r9d
	addl	%ecx, %r9d
	movl	%ecx, (%rdi,%r8,4)
	movw	%cx, -2(%rsi,%r8,2)
	movl	4(%rdi,%r8,4), %ecx
	addl	%r9d, %ecx
	movl	%r9d, 4(%rdi,%r8,4)
	movw	%r9w, (%rsi,%r8,2)
	addq	$2, %r8
	cmpq	%r8, %rdx
	jne	.Lsrbm_BB29_32
# %bb.14:
	testb	$1, %r10b
	je	.Lsrbm_BB29_16
.Lsrbm_BB29_15:
	leaq	_ZZL4sortIdEvRK5FrameIT_EE6counts(%rip), %rsi
	movl	(%rsi,%rdx,4), %edi
	addl	%ecx, %edi
	movl	%ecx, (%rsi,%rdx,4)
	movw	%cx, (%rax,%rdx,2)
	movl	%edi, %ecx
.Lsrbm_BB29_16:
	movw	%cx, (%rax,%r13,2)
.Lsrbm_BB29_17:
	callq	cotangent_barrier@PLT
	cmpl	%r13d, %ebx
	jge	.Lsrbm_BB29_30
# %bb.18:
	movl	4(%rsp), %ecx                   # 4-byte Reload
	cmpl	$2, %ecx
	movl	$1, %eax
	cmovgel	%ecx, %eax
	movslq	8(%rsp), %rcx                   # 4-byte Folded Reload
	movl	%eax, %edx
	andl	$254, %edx
	movq	24(%rsp), %rdi                  # 8-byte Reload
	addq	16(%rsp), %rdi                  # 8-byte Folded Reload
	movq	32(%rsp), %rsi                  # 8-byte Reload
	addq	%rdi, %rsi
	incq	%rsi
	leaq	_ZZL4sortIdEvRK5FrameIT_EE6counts(%rip), %rdi
	jmp	.Lsrbm_BB29_19
	.p2align	4
.Lsrbm_BB29_29:                              #   in Loop: Header=BB29_19 Depth=1
	addq	%r14, %rbx
	cmpq	%rcx, %rbx
	jge	.Lsrbm_BB29_30
.Lsrbm_BB29_19:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB29_21 Depth 2
	testl	%ebp, %ebp
	jle	.Lsrbm_BB29_29
# %bb.20:                               #   in Loop: Header=BB29_19 Depth=1
	movl	(%rdi,%rbx,4), %r8d
	xorl	%r9d, %r9d
	cmpl	$1, %ebp
	jne	.Lsrbm_BB29_21
	jmp	.Lsrbm_BB29_27
	.p2align	4
.Lsrbm_BB29_25:                              #   in Loop: Header=BB29_21 Depth=2
	addq	$2, %r9
	cmpq	%r9, %rdx
	je	.Lsrbm_BB29_26
.Lsrbm_BB29_21:                              # %.preheader
                                        #   Parent Loop BB29_19 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	-1(%rsi,%r9), %r10d
	cmpq	%r10, %rbx
	jne	.Lsrbm_BB29_23
# %bb.22:                               #   in Loop: Header=BB29_21 Depth=2
	movslq	%r8d, %r10
	incl	%r8d
	movw	%r9w, (%r12,%r10,2)
.Lsrbm_BB29_23:                              #   in Loop: Header=BB29_21 Depth=2
	movzbl	(%rsi,%r9), %r10d
	cmpq	%r10, %rbx
	jne	.Lsrbm_BB29_25
# %bb.24:                               #   in Loop: Header=BB29_21 Depth=2
	movslq	%r8d, %r10
	incl	%r8d
	leal	1(%r9), %r11d
	movw	%r11w, (%r12,%r10,2)
	jmp	.Lsrbm_BB29_25
	.p2align	4
.Lsrbm_BB29_26:                              #   in Loop: Header=BB29_19 Depth=1
	movq	%rdx, %r9
	testb	$1, %al
	je	.Lsrbm_BB29_29
.Lsrbm_BB29_27:                              #   in Loop: Header=BB29_19 Depth=1
	movzbl	(%r15,%r9), %r10d
	cmpq	%r10, %rbx
	jne	.Lsrbm_BB29_29
# %bb.28:                               #   in Loop: Header=BB29_19 Depth=1
	movslq	%r8d, %r8
	movw	%r9w, (%r12,%r8,2)
	jmp	.Lsrbm_BB29_29
.Lsrbm_BB29_30:                              # %.loopexit
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end29:
	.size	sort_f64, .Lfunc_end29-sort_f64
	.cfi_endproc
                                        # -- End function
	.globl	fields_reverse_f32              # -- Begin function fields_reverse_f32
	.p2align	4
	.type	fields_reverse_f32,@function
fields_reverse_f32:                     # @fields_reverse_f32
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%r13
	.cfi_def_cfa_offset 32
	pushq	%r12
	.cfi_def_cfa_offset 40
	pushq	%rbx
	.cfi_def_cfa_offset 48
	subq	$16, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -48
	.cfi_offset %r12, -40
	.cfi_offset %r13, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %r14
	movslq	8(%rax), %rbx
	movslq	76(%rsp), %rcx
	xorpd	%xmm1, %xmm1
	cmpl	%ecx, %r14d
	jge	.Lsrbm_BB30_3
# %bb.1:
	movslq	80(%rsp), %rdx
	imulq	%rbx, %rdx
	leaq	(,%r14,4), %rsi
	leaq	(%rsi,%rdx,4), %rdx
	addq	288(%rsp), %rdx
	movslq	4(%rax), %rax
	leaq	(,%rax,4), %rsi
	movq	%r14, %rdi
	.p2align	4
.Lsrbm_BB30_2:                               # =>This Inner Loop Header: Depth=1
	movss	(%rdx), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	cvtss2sd	%xmm0, %xmm0
	addsd	%xmm0, %xmm1
	addq	%rax, %rdi
	addq	%rsi, %rdx
	cmpq	%rcx, %rdi
	jl	.Lsrbm_BB30_2
.Lsrbm_BB30_3:                               # %.loopexit6
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %r15
	movl	4(%rax), %r12d
	leaq	_ZZL9block_sumdE4sums(%rip), %r13
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r13,%r15,8)
	cmpl	$2, %r12d
	jl	.Lsrbm_BB30_8
# %bb.4:
	shrl	%r12d
	jmp	.Lsrbm_BB30_5
	.p2align	4
.Lsrbm_BB30_7:                               #   in Loop: Header=BB30_5 Depth=1
	shrl	%r12d
	je	.Lsrbm_BB30_8
.Lsrbm_BB30_5:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r12d, %r15d
	jge	.Lsrbm_BB30_7
# %bb.6:                                #   in Loop: Header=BB30_5 Depth=1
	leal	(%r12,%r15), %eax
	cltq
	movsd	(%r13,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r13,%r15,8), %xmm0
	movsd	%xmm0, (%r13,%r15,8)
	jmp	.Lsrbm_BB30_7
.Lsrbm_BB30_8:                               # %.loopexit
	callq	cotangent_barrier@PLT
	testl	%r14d, %r14d
	jne	.Lsrbm_BB30_12
# %bb.9:
	leaq	64(%rsp), %rax
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	cmpl	$0, 28(%rax)
	movq	296(%rax), %rax
	xorpd	%xmm1, %xmm1
	jne	.Lsrbm_BB30_11
# %bb.10:
	movss	(%rax,%rbx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
.Lsrbm_BB30_11:
	cvtsd2ss	%xmm0, %xmm0
	addss	%xmm1, %xmm0
	movss	%xmm0, (%rax,%rbx,4)
.Lsrbm_BB30_12:
	addq	$16, %rsp
	.cfi_def_cfa_offset 48
	popq	%rbx
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end30:
	.size	fields_reverse_f32, .Lfunc_end30-fields_reverse_f32
	.cfi_endproc
                                        # -- End function
	.globl	fields_reverse_f64              # -- Begin function fields_reverse_f64
	.p2align	4
	.type	fields_reverse_f64,@function
fields_reverse_f64:                     # @fields_reverse_f64
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%r13
	.cfi_def_cfa_offset 32
	pushq	%r12
	.cfi_def_cfa_offset 40
	pushq	%rbx
	.cfi_def_cfa_offset 48
	subq	$16, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -48
	.cfi_offset %r12, -40
	.cfi_offset %r13, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %r14
	movslq	8(%rax), %rbx
	movslq	76(%rsp), %rcx
	xorpd	%xmm0, %xmm0
	cmpl	%ecx, %r14d
	jge	.Lsrbm_BB31_3
# %bb.1:
	movslq	80(%rsp), %rdx
	imulq	%rbx, %rdx
	leaq	(,%r14,8), %rsi
	leaq	(%rsi,%rdx,8), %rdx
	addq	288(%rsp), %rdx
	movslq	4(%rax), %rax
	leaq	(,%rax,8), %rsi
	movq	%r14, %rdi
	.p2align	4
.Lsrbm_BB31_2:                               # =>This Inner Loop Header: Depth=1
	addsd	(%rdx), %xmm0
	addq	%rax, %rdi
	addq	%rsi, %rdx
	cmpq	%rcx, %rdi
	jl	.Lsrbm_BB31_2
.Lsrbm_BB31_3:                               # %.loopexit6
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %r15
	movl	4(%rax), %r12d
	leaq	_ZZL9block_sumdE4sums(%rip), %r13
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r13,%r15,8)
	cmpl	$2, %r12d
	jl	.Lsrbm_BB31_8
# %bb.4:
	shrl	%r12d
	jmp	.Lsrbm_BB31_5
	.p2align	4
.Lsrbm_BB31_7:                               #   in Loop: Header=BB31_5 Depth=1
	shrl	%r12d
	je	.Lsrbm_BB31_8
.Lsrbm_BB31_5:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r12d, %r15d
	jge	.Lsrbm_BB31_7
# %bb.6:                                #   in Loop: Header=BB31_5 Depth=1
	leal	(%r12,%r15), %eax
	cltq
	movsd	(%r13,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r13,%r15,8), %xmm0
	movsd	%xmm0, (%r13,%r15,8)
	jmp	.Lsrbm_BB31_7
.Lsrbm_BB31_8:                               # %.loopexit
	callq	cotangent_barrier@PLT
	testl	%r14d, %r14d
	jne	.Lsrbm_BB31_12
# %bb.9:
	leaq	64(%rsp), %rax
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	cmpl	$0, 28(%rax)
	movq	296(%rax), %rax
	xorpd	%xmm1, %xmm1
	jne	.Lsrbm_BB31_11
# %bb.10:
	movsd	(%rax,%rbx,8), %xmm1            # xmm1 = mem[0],zero
.Lsrbm_BB31_11:
	addsd	%xmm1, %xmm0
	movsd	%xmm0, (%rax,%rbx,8)
.Lsrbm_BB31_12:
	addq	$16, %rsp
	.cfi_def_cfa_offset 48
	popq	%rbx
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end31:
	.size	fields_reverse_f64, .Lfunc_end31-fields_reverse_f64
	.cfi_endproc
                                        # -- End function
	.globl	couplings_reverse_f32           # -- Begin function couplings_reverse_f32
	.p2align	4
	.type	couplings_reverse_f32,@function
couplings_reverse_f32:                  # @couplings_reverse_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$168, %rsp
	.cfi_def_cfa_offset 224
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movl	(%rax), %ecx
	leal	31(%rcx), %r10d
	testl	%ecx, %ecx
	movq	%rcx, %r9
	cmovnsl	%ecx, %r10d
	movl	236(%rsp), %ecx
	movq	%rcx, 48(%rsp)                  # 8-byte Spill
	testl	%ecx, %ecx
	jle	.Lsrbm_BB32_20
# %bb.1:
	movl	%r10d, %edx
	andl	$-32, %edx
	subl	%edx, %r9d
	sarl	$5, %r10d
	movslq	224(%rsp), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	movslq	228(%rsp), %r13
	movq	%r13, %r12
	imulq	%rcx, %r12
	movl	4(%rax), %esi
	movl	16(%rax), %edi
	shll	$5, %edi
	leal	(%rdi,%r9), %r8d
	leal	31(%rsi), %edx
	testl	%esi, %esi
	cmovnsl	%esi, %edx
	sarl	$5, %edx
	movl	8(%rax), %esi
	imull	%edx, %esi
	addl	%r10d, %esi
	movq	48(%rsp), %r11                  # 8-byte Reload
	addq	$255, %r11
	shrq	$8, %r11
	movq	%r11, 128(%rsp)                 # 8-byte Spill
	movslq	12(%rax), %r11
	movslq	%edi, %r14
	movslq	%esi, %rbx
	movq	%r9, 136(%rsp)                  # 8-byte Spill
	movslq	%r9d, %r15
	movq	%r15, %rsi
	shlq	$10, %rsi
	leaq	(%rsi,%r15,4), %rbp
	leaq	_ZZL17couplings_reverseIfEvRK5FrameIT_EE4rows(%rip), %rax
	addq	%rax, %rbp
	movslq	%r8d, %rdi
	movl	%r13d, %r8d
	subl	%r14d, %r8d
	cmpl	$32, %r8d
	movl	$32, %ecx
	cmovll	%r8d, %ecx
	imulq	%r13, %r11
	cmpl	24(%rsp), %ebx                  # 4-byte Folded Reload
	setl	%r8b
	cmpl	%r13d, %edi
	setl	%al
	leaq	(,%r11,4), %r9
	leaq	224(%rsp), %rsi
	addq	288(%rsi), %r9
	leaq	(%r9,%rdi,4), %r9
	movl	%r10d, 44(%rsp)                 # 4-byte Spill
	movslq	%r10d, %r10
	movq	%r10, %rdi
	shlq	$10, %rdi
	leaq	(%rdi,%r10,4), %rdi
	movq	%r15, 120(%rsp)                 # 8-byte Spill
	leaq	(%rdi,%r15,4), %rdi
	movq	%r9, %r15
	leaq	_ZZL17couplings_reverseIfEvRK5FrameIT_EE4rows(%rip), %r9
	addq	%r9, %rdi
	movq	%rdi, 96(%rsp)                  # 8-byte Spill
	addq	%r14, %r11
	movslq	%edx, %r14
	andb	%r8b, %al
	movb	%al, 14(%rsp)                   # 1-byte Spill
	movq	%rbx, %rax
	imulq	%r13, %rax
	movq	%rax, 64(%rsp)                  # 8-byte Spill
	movq	%r10, 104(%rsp)                 # 8-byte Spill
	addq	%r10, %r11
	movslq	16(%rsi), %rdx
	imulq	%rdx, %r11
	shlq	$2, %r11
	addq	224(%rsi), %r11
	movq	%r11, 56(%rsp)                  # 8-byte Spill
	movq	%rbx, 88(%rsp)                  # 8-byte Spill
	shlq	$9, %rbx
	addq	80(%rsi), %rbx
	movq	88(%rsi), %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	movl	28(%rsi), %eax
	movl	%eax, 36(%rsp)                  # 4-byte Spill
	movq	%r14, %rax
	shlq	$10, %rax
	leaq	(%rax,%r14,4), %rax
	movq	%rax, 152(%rsp)                 # 8-byte Spill
	imulq	%r14, %rdx
	shlq	$2, %rdx
	movq	%rdx, 160(%rsp)                 # 8-byte Spill
	movq	24(%rsp), %rax                  # 8-byte Reload
	shlq	$9, %rax
	movq	%rax, 112(%rsp)                 # 8-byte Spill
	movl	%ecx, 40(%rsp)                  # 4-byte Spill
	movslq	%ecx, %rax
	movq	%rax, 144(%rsp)                 # 8-byte Spill
	leaq	1(%r13), %rax
	movq	%rax, 72(%rsp)                  # 8-byte Spill
	movq	$0, 16(%rsp)                    # 8-byte Folded Spill
	jmp	.Lsrbm_BB32_2
	.p2align	4
.Lsrbm_BB32_19:                              # %.loopexit9
                                        #   in Loop: Header=BB32_2 Depth=1
	movq	16(%rsp), %rcx                  # 8-byte Reload
	incq	%rcx
	addq	$1024, 56(%rsp)                 # 8-byte Folded Spill
                                        # imm = 0x400
	addq	112(%rsp), %rbx                 # 8-byte Folded Reload
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	cmpq	128(%rsp), %rcx                 # 8-byte Folded Reload
	je	.Lsrbm_BB32_20
.Lsrbm_BB32_2:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB32_4 Depth 2
                                        #       Child Loop BB32_21 Depth 3
                                        #     Child Loop BB32_9 Depth 2
                                        #       Child Loop BB32_13 Depth 3
                                        #       Child Loop BB32_22 Depth 3
	callq	cotangent_barrier@PLT
	movl	40(%rsp), %eax                  # 4-byte Reload
	cmpl	%eax, 44(%rsp)                  # 4-byte Folded Reload
	movq	136(%rsp), %r10                 # 8-byte Reload
	movq	120(%rsp), %r11                 # 8-byte Reload
	jge	.Lsrbm_BB32_6
# %bb.3:                                #   in Loop: Header=BB32_2 Depth=1
	movq	16(%rsp), %rax                  # 8-byte Reload
	movl	%eax, %ecx
	shll	$8, %ecx
	movq	48(%rsp), %rax                  # 8-byte Reload
                                        # kill: def $eax killed $eax killed $rax
	subl	%ecx, %eax
	cmpl	$256, %eax                      # imm = 0x100
	movl	$256, %ecx                      # imm = 0x100
	cmovll	%eax, %ecx
	movslq	%ecx, %rcx
	movq	56(%rsp), %rdx                  # 8-byte Reload
	movq	96(%rsp), %rsi                  # 8-byte Reload
	movq	104(%rsp), %rdi                 # 8-byte Reload
	jmp	.Lsrbm_BB32_4
	.p2align	4
.Lsrbm_BB32_5:                               # %.loopexit8
                                        #   in Loop: Header=BB32_4 Depth=2
	addq	%r14, %rdi
	addq	152(%rsp), %rsi                 # 8-byte Folded Reload
	addq	160(%rsp), %rdx                 # 8-byte Folded Reload
	cmpq	144(%rsp), %rdi                 # 8-byte Folded Reload
	jge	.Lsrbm_BB32_6
.Lsrbm_BB32_4:                               #   Parent Loop BB32_2 Depth=1
                                        # =>  This Loop Header: Depth=2
                                        #       Child Loop BB32_21 Depth 3
	movq	%rsi, %r8
	movq	%r11, %r9
	cmpl	%r10d, %eax
	jle	.Lsrbm_BB32_5
	.p2align	4
.Lsrbm_BB32_21:                              #   Parent Loop BB32_2 Depth=1
                                        #     Parent Loop BB32_4 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movss	(%rdx,%r9,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%r8)
	addq	$32, %r9
	subq	$-128, %r8
	cmpq	%rcx, %r9
	jl	.Lsrbm_BB32_21
	jmp	.Lsrbm_BB32_5
	.p2align	4
.Lsrbm_BB32_6:                               # %.loopexit10
                                        #   in Loop: Header=BB32_2 Depth=1
	callq	cotangent_barrier@PLT
	cmpb	$0, 14(%rsp)                    # 1-byte Folded Reload
	movq	64(%rsp), %r11                  # 8-byte Reload
	je	.Lsrbm_BB32_19
# %bb.7:                                #   in Loop: Header=BB32_2 Depth=1
	testl	%r13d, %r13d
	jle	.Lsrbm_BB32_19
# %bb.8:                                #   in Loop: Header=BB32_2 Depth=1
	movq	16(%rsp), %rsi                  # 8-byte Reload
	movq	%rsi, %rax
	imulq	24(%rsp), %rax                  # 8-byte Folded Reload
	addq	88(%rsp), %rax                  # 8-byte Folded Reload
	imulq	72(%rsp), %rax                  # 8-byte Folded Reload
	movq	80(%rsp), %rcx                  # 8-byte Reload
	leaq	(%rcx,%rax,2), %rax
	cmpl	$0, 36(%rsp)                    # 4-byte Folded Reload
	setne	%dl
	testq	%rsi, %rsi
	sete	%cl
	andb	%dl, %cl
	movzwl	(%rax), %r10d
	xorl	%edx, %edx
	movb	%cl, 15(%rsp)                   # 1-byte Spill
	jmp	.Lsrbm_BB32_9
	.p2align	4
.Lsrbm_BB32_18:                              #   in Loop: Header=BB32_9 Depth=2
	incq	%rdx
	movss	%xmm0, (%r15,%rdi,4)
	movl	%esi, %r10d
	cmpq	%r13, %rdx
	je	.Lsrbm_BB32_19
.Lsrbm_BB32_9:                               #   Parent Loop BB32_2 Depth=1
                                        # =>  This Loop Header: Depth=2
                                        #       Child Loop BB32_13 Depth 3
                                        #       Child Loop BB32_22 Depth 3
	movzwl	2(%rax,%rdx,2), %esi
	xorps	%xmm0, %xmm0
	cmpw	%si, %r10w
	jae	.Lsrbm_BB32_16
# %bb.10:                               #   in Loop: Header=BB32_9 Depth=2
	movzwl	%si, %edi
	movzwl	%r10w, %r9d
	movl	%edi, %r8d
	subl	%r10d, %r8d
	andl	$3, %r8d
	je	.Lsrbm_BB32_11
# %bb.12:                               # %.preheader6.preheader
                                        #   in Loop: Header=BB32_9 Depth=2
	movq	%rax, %rcx
	movq	%r14, %rax
	movq	%r15, %r14
	movq	%r12, %r15
	movq	%r13, %r12
	leaq	(%rbx,%r9,2), %r10
	xorl	%r11d, %r11d
	.p2align	4
.Lsrbm_BB32_13:                              # %.preheader6
                                        #   Parent Loop BB32_2 Depth=1
                                        #     Parent Loop BB32_9 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movzwl	(%r10,%r11,2), %r13d
	addss	(%rbp,%r13,4), %xmm0
	incq	%r11
	cmpq	%r11, %r8
	jne	.Lsrbm_BB32_13
# %bb.14:                               # %.loopexit7.loopexit
                                        #   in Loop: Header=BB32_9 Depth=2
	addq	%r9, %r8
	movq	%r12, %r13
	movq	%r15, %r12
	movq	%r14, %r15
	movq	%rax, %r14
	movq	64(%rsp), %r11                  # 8-byte Reload
	movq	%rcx, %rax
	movzbl	15(%rsp), %ecx                  # 1-byte Folded Reload
	jmp	.Lsrbm_BB32_15
.Lsrbm_BB32_11:                              #   in Loop: Header=BB32_9 Depth=2
	movq	%r9, %r8
.Lsrbm_BB32_15:                              # %.loopexit7
                                        #   in Loop: Header=BB32_9 Depth=2
	subl	%edi, %r9d
	cmpl	$-4, %r9d
	ja	.Lsrbm_BB32_16
	.p2align	4
.Lsrbm_BB32_22:                              # %.preheader
                                        #   Parent Loop BB32_2 Depth=1
                                        #     Parent Loop BB32_9 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movzwl	(%rbx,%r8,2), %r9d
	addss	(%rbp,%r9,4), %xmm0
	movzwl	2(%rbx,%r8,2), %r9d
	addss	(%rbp,%r9,4), %xmm0
	movzwl	4(%rbx,%r8,2), %r9d
	addss	(%rbp,%r9,4), %xmm0
	movzwl	6(%rbx,%r8,2), %r9d
	addss	(%rbp,%r9,4), %xmm0
	addq	$4, %r8
	cmpq	%r8, %rdi
	jne	.Lsrbm_BB32_22
.Lsrbm_BB32_16:                              # %.loopexit
                                        #   in Loop: Header=BB32_9 Depth=2
	leaq	(%rdx,%r11), %rdi
	imulq	%r12, %rdi
	testb	%cl, %cl
	jne	.Lsrbm_BB32_18
# %bb.17:                               #   in Loop: Header=BB32_9 Depth=2
	addss	(%r15,%rdi,4), %xmm0
	jmp	.Lsrbm_BB32_18
.Lsrbm_BB32_20:                              # %.loopexit11
	addq	$168, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end32:
	.size	couplings_reverse_f32, .Lfunc_end32-couplings_reverse_f32
	.cfi_endproc
                                        # -- End function
	.globl	couplings_reverse_f64           # -- Begin function couplings_reverse_f64
	.p2align	4
	.type	couplings_reverse_f64,@function
couplings_reverse_f64:                  # @couplings_reverse_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$184, %rsp
	.cfi_def_cfa_offset 240
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movl	(%rax), %ecx
	leal	31(%rcx), %ebx
	testl	%ecx, %ecx
	movq	%rcx, %r8
	cmovnsl	%ecx, %ebx
	movl	252(%rsp), %ecx
	movq	%rcx, 48(%rsp)                  # 8-byte Spill
	testl	%ecx, %ecx
	jle	.Lsrbm_BB33_25
# %bb.1:
	movl	%ebx, %edx
	andl	$-32, %edx
	subl	%edx, %r8d
	sarl	$5, %ebx
	movslq	240(%rsp), %rcx
	movslq	244(%rsp), %r13
	movq	%r13, %rbp
	imulq	%rcx, %rbp
	movq	%rcx, 40(%rsp)                  # 8-byte Spill
	movl	4(%rax), %esi
	movl	16(%rax), %edi
	shll	$5, %edi
	leal	(%rdi,%r8), %r9d
	leal	31(%rsi), %edx
	testl	%esi, %esi
	cmovnsl	%esi, %edx
	sarl	$5, %edx
	movl	8(%rax), %esi
	imull	%edx, %esi
	addl	%ebx, %esi
	movq	48(%rsp), %r10                  # 8-byte Reload
	addq	$127, %r10
	shrq	$7, %r10
	movq	%r10, 152(%rsp)                 # 8-byte Spill
	movslq	12(%rax), %rax
	movslq	%edi, %r15
	movslq	%esi, %r12
	movq	%r8, 160(%rsp)                  # 8-byte Spill
	movslq	%r8d, %rsi
	movq	%rsi, %r8
	shlq	$10, %r8
	leaq	(%r8,%rsi,8), %r14
	leaq	_ZZL17couplings_reverseIdEvRK5FrameIT_EE4rows(%rip), %r8
	addq	%r8, %r14
	movslq	%r9d, %r10
	movl	%r13d, %r9d
	subl	%r15d, %r9d
	cmpl	$32, %r9d
	movl	$32, %edi
	cmovll	%r9d, %edi
	imulq	%r13, %rax
	cmpl	%ecx, %r12d
	setl	16(%rsp)                        # 1-byte Folded Spill
	cmpl	%r13d, %r10d
	setl	%cl
	leaq	(,%rax,8), %r11
	leaq	240(%rsp), %r9
	addq	288(%r9), %r11
	leaq	(%r11,%r10,8), %r10
	movl	%ebx, 36(%rsp)                  # 4-byte Spill
	movslq	%ebx, %r11
	movq	%r10, %rbx
	movq	%r11, %r10
	shlq	$10, %r10
	leaq	(%r10,%r11,8), %r10
	leaq	(%r10,%rsi,8), %r10
	addq	%r10, %r8
	addq	$1024, %r8                      # imm = 0x400
	movq	%r8, 96(%rsp)                   # 8-byte Spill
	addq	%r15, %rax
	leaq	32(%rsi), %r8
	movq	%r8, 144(%rsp)                  # 8-byte Spill
	leaq	64(%rsi), %r8
	movq	%r8, 136(%rsp)                  # 8-byte Spill
	leaq	96(%rsi), %r8
	movq	%r8, 128(%rsp)                  # 8-byte Spill
	leaq	128(%rsi), %r8
	movq	%r8, 120(%rsp)                  # 8-byte Spill
	shlq	$3, %rsi
	movq	%r11, 104(%rsp)                 # 8-byte Spill
	addq	%r11, %rax
	movslq	16(%r9), %r15
	imulq	%r15, %rax
	leaq	(%rsi,%rax,8), %rax
	movq	224(%r9), %rsi
	addq	%rsi, %rax
	addq	$1024, %rax                     # imm = 0x400
	movq	%rax, 56(%rsp)                  # 8-byte Spill
	andb	16(%rsp), %cl                   # 1-byte Folded Reload
	movb	%cl, 6(%rsp)                    # 1-byte Spill
	movslq	%edx, %rcx
	movq	%r12, %r11
	imulq	%r13, %r11
	movq	%r12, 88(%rsp)                  # 8-byte Spill
	shlq	$8, %r12
	addq	80(%r9), %r12
	movq	88(%r9), %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	movl	28(%r9), %eax
	movl	%eax, 28(%rsp)                  # 4-byte Spill
	movq	%rcx, %rax
	shlq	$10, %rax
	leaq	(%rax,%rcx,8), %rax
	movq	%rax, 176(%rsp)                 # 8-byte Spill
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	imulq	%rcx, %r15
	shlq	$3, %r15
	movq	40(%rsp), %rax                  # 8-byte Reload
	shlq	$8, %rax
	movq	%rax, 112(%rsp)                 # 8-byte Spill
	movl	%edi, 32(%rsp)                  # 4-byte Spill
	movslq	%edi, %rax
	movq	%rax, 168(%rsp)                 # 8-byte Spill
	leaq	1(%r13), %rax
	movq	%rax, 72(%rsp)                  # 8-byte Spill
	movq	$0, 8(%rsp)                     # 8-byte Folded Spill
	movq	%r11, 64(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB33_2
	.p2align	4
.Lsrbm_BB33_24:                              # %.loopexit12
                                        #   in Loop: Header=BB33_2 Depth=1
	movq	8(%rsp), %rcx                   # 8-byte Reload
	incq	%rcx
	addq	$1024, 56(%rsp)                 # 8-byte Folded Spill
                                        # imm = 0x400
	addq	112(%rsp), %r12                 # 8-byte Folded Reload
	movq	%rcx, 8(%rsp)                   # 8-byte Spill
	cmpq	152(%rsp), %rcx                 # 8-byte Folded Reload
	je	.Lsrbm_BB33_25
.Lsrbm_BB33_2:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB33_4 Depth 2
                                        #     Child Loop BB33_10 Depth 2
                                        #       Child Loop BB33_18 Depth 3
                                        #       Child Loop BB33_26 Depth 3
	callq	cotangent_barrier@PLT
	movl	32(%rsp), %eax                  # 4-byte Reload
	cmpl	%eax, 36(%rsp)                  # 4-byte Folded Reload
	movq	160(%rsp), %r8                  # 8-byte Reload
	movq	144(%rsp), %r9                  # 8-byte Reload
	movq	136(%rsp), %r10                 # 8-byte Reload
	movq	128(%rsp), %r11                 # 8-byte Reload
	jge	.Lsrbm_BB33_7
# %bb.3:                                #   in Loop: Header=BB33_2 Depth=1
	movq	8(%rsp), %rax                   # 8-byte Reload
	movl	%eax, %ecx
	shll	$7, %ecx
	movq	48(%rsp), %rax                  # 8-byte Reload
                                        # kill: def $eax killed $eax killed $rax
	subl	%ecx, %eax
	cmpl	$128, %eax
	movl	$128, %ecx
	cmovll	%eax, %ecx
	movslq	%ecx, %rcx
	movq	56(%rsp), %rdx                  # 8-byte Reload
	movq	96(%rsp), %rsi                  # 8-byte Reload
	movq	104(%rsp), %rdi                 # 8-byte Reload
	jmp	.Lsrbm_BB33_4
	.p2align	4
.Lsrbm_BB33_6:                               #   in Loop: Header=BB33_4 Depth=2
	addq	16(%rsp), %rdi                  # 8-byte Folded Reload
	addq	176(%rsp), %rsi                 # 8-byte Folded Reload
	addq	%r15, %rdx
	cmpq	168(%rsp), %rdi                 # 8-byte Folded Reload
	jge	.Lsrbm_BB33_7
.Lsrbm_BB33_4:                               #   Parent Loop BB33_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	cmpl	%r8d, %eax
	jle	.Lsrbm_BB33_6
# %bb.5:                                #   in Loop: Header=BB33_4 Depth=2
	movsd	-1024(%rdx), %xmm0              # xmm0 = mem[0],zero
	movsd	%xmm0, -1024(%rsi)
	cmpq	%rcx, %r9
	jge	.Lsrbm_BB33_6
# %bb.13:                               #   in Loop: Header=BB33_4 Depth=2
	movsd	-768(%rdx), %xmm0               # xmm0 = mem[0],zero
	movsd	%xmm0, -768(%rsi)
	cmpq	%rcx, %r10
	jge	.Lsrbm_BB33_6
# %bb.14:                               #   in Loop: Header=BB33_4 Depth=2
	movsd	-512(%rdx), %xmm0               # xmm0 = mem[0],zero
	movsd	%xmm0, -512(%rsi)
	cmpq	%rcx, %r11
	jge	.Lsrbm_BB33_6
# %bb.15:                               #   in Loop: Header=BB33_4 Depth=2
	movsd	-256(%rdx), %xmm0               # xmm0 = mem[0],zero
	movsd	%xmm0, -256(%rsi)
	cmpq	%rcx, 120(%rsp)                 # 8-byte Folded Reload
	jge	.Lsrbm_BB33_6
# %bb.16:                               #   in Loop: Header=BB33_4 Depth=2
	movsd	(%rdx), %xmm0                   # xmm0 = mem[0],zero
	movsd	%xmm0, (%rsi)
	jmp	.Lsrbm_BB33_6
	.p2align	4
.Lsrbm_BB33_7:                               # %.loopexit13
                                        #   in Loop: Header=BB33_2 Depth=1
	callq	cotangent_barrier@PLT
	cmpb	$0, 6(%rsp)                     # 1-byte Folded Reload
	movq	64(%rsp), %r11                  # 8-byte Reload
	je	.Lsrbm_BB33_24
# %bb.8:                                #   in Loop: Header=BB33_2 Depth=1
	testl	%r13d, %r13d
	jle	.Lsrbm_BB33_24
# %bb.9:                                #   in Loop: Header=BB33_2 Depth=1
	movq	8(%rsp), %rsi                   # 8-byte Reload
	movq	%rsi, %rax
	imulq	40(%rsp), %rax                  # 8-byte Folded Reload
	addq	88(%rsp), %rax                  # 8-byte Folded Reload
	imulq	72(%rsp), %rax                  # 8-byte Folded Reload
	movq	80(%rsp), %rcx                  # 8-byte Reload
	leaq	(%rcx,%rax,2), %rax
	cmpl	$0, 28(%rsp)                    # 4-byte Folded Reload
	setne	%dl
	testq	%rsi, %rsi
	sete	%cl
	andb	%dl, %cl
	movzwl	(%rax), %r10d
	xorl	%edx, %edx
	movb	%cl, 7(%rsp)                    # 1-byte Spill
	jmp	.Lsrbm_BB33_10
	.p2align	4
.Lsrbm_BB33_23:                              #   in Loop: Header=BB33_10 Depth=2
	incq	%rdx
	movsd	%xmm0, (%rbx,%rdi,8)
	movl	%esi, %r10d
	cmpq	%r13, %rdx
	je	.Lsrbm_BB33_24
.Lsrbm_BB33_10:                              #   Parent Loop BB33_2 Depth=1
                                        # =>  This Loop Header: Depth=2
                                        #       Child Loop BB33_18 Depth 3
                                        #       Child Loop BB33_26 Depth 3
	movzwl	2(%rax,%rdx,2), %esi
	xorpd	%xmm0, %xmm0
	cmpw	%si, %r10w
	jae	.Lsrbm_BB33_21
# %bb.11:                               #   in Loop: Header=BB33_10 Depth=2
	movzwl	%si, %edi
	movzwl	%r10w, %r9d
	movl	%edi, %r8d
	subl	%r10d, %r8d
	andl	$3, %r8d
	je	.Lsrbm_BB33_12
# %bb.17:                               # %.preheader10.preheader
                                        #   in Loop: Header=BB33_10 Depth=2
	movq	%rax, %rcx
	movq	%r15, %rax
	movq	%rbx, %r15
	movq	%rbp, %rbx
	movq	%r13, %rbp
	leaq	(%r12,%r9,2), %r10
	xorl	%r11d, %r11d
	.p2align	4
.Lsrbm_BB33_18:                              # %.preheader10
                                        #   Parent Loop BB33_2 Depth=1
                                        #     Parent Loop BB33_10 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movzwl	(%r10,%r11,2), %r13d
	addsd	(%r14,%r13,8), %xmm0
	incq	%r11
	cmpq	%r11, %r8
	jne	.Lsrbm_BB33_18
# %bb.19:                               # %.loopexit11.loopexit
                                        #   in Loop: Header=BB33_10 Depth=2
	addq	%r9, %r8
	movq	%rbp, %r13
	movq	%rbx, %rbp
	movq	%r15, %rbx
	movq	%rax, %r15
	movq	64(%rsp), %r11                  # 8-byte Reload
	movq	%rcx, %rax
	movzbl	7(%rsp), %ecx                   # 1-byte Folded Reload
	jmp	.Lsrbm_BB33_20
.Lsrbm_BB33_12:                              #   in Loop: Header=BB33_10 Depth=2
	movq	%r9, %r8
.Lsrbm_BB33_20:                              # %.loopexit11
                                        #   in Loop: Header=BB33_10 Depth=2
	subl	%edi, %r9d
	cmpl	$-4, %r9d
	ja	.Lsrbm_BB33_21
	.p2align	4
.Lsrbm_BB33_26:                              # %.preheader
                                        #   Parent Loop BB33_2 Depth=1
                                        #     Parent Loop BB33_10 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movzwl	(%r12,%r8,2), %r9d
	addsd	(%r14,%r9,8), %xmm0
	movzwl	2(%r12,%r8,2), %r9d
	addsd	(%r14,%r9,8), %xmm0
	movzwl	4(%r12,%r8,2), %r9d
	addsd	(%r14,%r9,8), %xmm0
	movzwl	6(%r12,%r8,2), %r9d
	addsd	(%r14,%r9,8), %xmm0
	addq	$4, %r8
	cmpq	%r8, %rdi
	jne	.Lsrbm_BB33_26
.Lsrbm_BB33_21:                              # %.loopexit
                                        #   in Loop: Header=BB33_10 Depth=2
	leaq	(%rdx,%r11), %rdi
	imulq	%rbp, %rdi
	testb	%cl, %cl
	jne	.Lsrbm_BB33_23
# %bb.22:                               #   in Loop: Header=BB33_10 Depth=2
	addsd	(%rbx,%rdi,8), %xmm0
	jmp	.Lsrbm_BB33_23
.Lsrbm_BB33_25:                              # %.loopexit14
	addq	$184, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end33:
	.size	couplings_reverse_f64, .Lfunc_end33-couplings_reverse_f64
	.cfi_endproc
                                        # -- End function
	.globl	couplings_finish_f32            # -- Begin function couplings_finish_f32
	.p2align	4
	.type	couplings_finish_f32,@function
couplings_finish_f32:                   # @couplings_finish_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	400(%rsp), %r13
	movq	416(%rsp), %rax
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	movslq	112(%rsp), %r12
	movslq	116(%rsp), %rbx
	movl	136(%rsp), %eax
	movl	%eax, 12(%rsp)                  # 4-byte Spill
	movq	408(%rsp), %rax
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movl	(%rax), %ecx
	leal	31(%rcx), %edx
	testl	%ecx, %ecx
	cmovnsl	%ecx, %edx
	cmpl	$1024, %ecx                     # imm = 0x400
	jge	.Lsrbm_BB34_17
# %bb.1:
	movq	%rbx, 40(%rsp)                  # 8-byte Spill
	imulq	%rbx, %r12
	movl	%edx, %esi
	andl	$-32, %esi
	subl	%esi, %ecx
	sarl	$5, %edx
	movl	4(%rax), %esi
	movl	8(%rax), %ebx
	leal	31(%rsi), %edi
	testl	%esi, %esi
	cmovnsl	%esi, %edi
	sarl	$5, %edi
	movslq	12(%rax), %rsi
	shlq	$5, %rsi
	shll	$5, %ebx
	leal	(%rbx,%rcx), %eax
	movslq	%eax, %r8
	movslq	%ecx, %r9
	movslq	%edx, %r15
	movslq	%edi, %rbp
	movq	%r15, %rcx
	shlq	$7, %rcx
	leaq	(%rcx,%r15,4), %rcx
	movq	%r9, 24(%rsp)                   # 8-byte Spill
	leaq	(%rcx,%r9,4), %rcx
	leaq	_ZZL14add_transposedIfEvPKT_PS0_iiiS2_E5block(%rip), %r14
	addq	%r14, %rcx
	movq	%rbp, %rdx
	shlq	$7, %rdx
	leaq	(%rdx,%rbp,4), %rdx
	movq	%rsi, (%rsp)                    # 8-byte Spill
	addq	%r15, %rsi
	movq	%rsi, %rdi
	imulq	%r12, %rdi
	shlq	$2, %r8
	leaq	(%r8,%rdi,4), %rdi
	addq	%r13, %rdi
	movq	%r13, %r10
	movq	%rbp, %r13
	imulq	%r12, %r13
	leaq	(,%r13,4), %r8
	movq	%r15, %r9
	jmp	.Lsrbm_BB34_2
	.p2align	4
.Lsrbm_BB34_5:                               #   in Loop: Header=BB34_2 Depth=1
	movss	%xmm0, (%rcx)
	addq	%rbp, %r9
	addq	%rdx, %rcx
	addq	%r8, %rdi
	addq	%rbp, %rsi
	cmpq	$32, %r9
	jge	.Lsrbm_BB34_6
.Lsrbm_BB34_2:                               # =>This Inner Loop Header: Depth=1
	xorps	%xmm0, %xmm0
	cmpq	%r12, %rsi
	jge	.Lsrbm_BB34_5
# %bb.3:                                #   in Loop: Header=BB34_2 Depth=1
	cmpl	%r12d, %eax
	jge	.Lsrbm_BB34_5
# %bb.4:                                #   in Loop: Header=BB34_2 Depth=1
	movss	(%rdi), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	jmp	.Lsrbm_BB34_5
.Lsrbm_BB34_17:
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	jmp	cotangent_barrier@PLT           # TAILCALL
.Lsrbm_BB34_6:
	.cfi_def_cfa_offset 112
	movq	%r10, 32(%rsp)                  # 8-byte Spill
	callq	cotangent_barrier@PLT
	movq	32(%rsp), %r11                  # 8-byte Reload
	movq	(%rsp), %rax                    # 8-byte Reload
	movq	24(%rsp), %rsi                  # 8-byte Reload
	leal	(%rax,%rsi), %ecx
	movslq	%ecx, %rax
	movslq	%ebx, %rdi
	movq	%rsi, %rdx
	shlq	$7, %rdx
	leaq	(%rdx,%rsi,4), %rdx
	leaq	(%rdx,%r15,4), %rdx
	addq	%rdx, %r14
	addq	%r15, %rdi
	movq	%rdi, %r8
	imulq	%r12, %r8
	addq	%rax, %r8
	addl	%r15d, %ebx
	movq	16(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rdi,4), %rax
	movq	%rax, (%rsp)                    # 8-byte Spill
	xorl	%r10d, %r10d
	movq	40(%rsp), %r9                   # 8-byte Reload
	jmp	.Lsrbm_BB34_7
	.p2align	4
.Lsrbm_BB34_14:                              #   in Loop: Header=BB34_7 Depth=1
	movq	48(%rsp), %rax                  # 8-byte Reload
	movss	%xmm0, (%rax,%r8,4)
.Lsrbm_BB34_15:                              #   in Loop: Header=BB34_7 Depth=1
	addq	%rbp, %r15
	addq	%rbp, %r10
	addq	%r13, %r8
	addl	%ebp, %ebx
	cmpq	$32, %r15
	jge	.Lsrbm_BB34_16
.Lsrbm_BB34_7:                               # =>This Inner Loop Header: Depth=1
	leaq	(%rdi,%r10), %rax
	cmpq	%r12, %rax
	jge	.Lsrbm_BB34_15
# %bb.8:                                #   in Loop: Header=BB34_7 Depth=1
	cmpl	%r12d, %ecx
	jge	.Lsrbm_BB34_15
# %bb.9:                                #   in Loop: Header=BB34_7 Depth=1
	movss	(%r11,%r8,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	addss	(%r14,%r10,4), %xmm0
	cmpl	$0, 12(%rsp)                    # 4-byte Folded Reload
	je	.Lsrbm_BB34_14
# %bb.10:                               #   in Loop: Header=BB34_7 Depth=1
	movl	%ebx, %eax
	cltd
	idivl	%r9d
	movl	%eax, %esi
	movl	%ecx, %eax
	cltd
	idivl	%r9d
	cmpl	%eax, %esi
	jne	.Lsrbm_BB34_14
# %bb.11:                               #   in Loop: Header=BB34_7 Depth=1
	xorps	%xmm0, %xmm0
	cmpq	$0, 16(%rsp)                    # 8-byte Folded Reload
	je	.Lsrbm_BB34_14
# %bb.12:                               #   in Loop: Header=BB34_7 Depth=1
	cmpl	%ebx, %ecx
	jne	.Lsrbm_BB34_14
# %bb.13:                               #   in Loop: Header=BB34_7 Depth=1
	movq	(%rsp), %rax                    # 8-byte Reload
	movss	(%rax,%r10,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	jmp	.Lsrbm_BB34_14
.Lsrbm_BB34_16:                              # %_ZL14add_transposedIfEvPKT_PS0_iiiS2_.exit
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end34:
	.size	couplings_finish_f32, .Lfunc_end34-couplings_finish_f32
	.cfi_endproc
                                        # -- End function
	.globl	couplings_finish_f64            # -- Begin function couplings_finish_f64
	.p2align	4
	.type	couplings_finish_f64,@function
couplings_finish_f64:                   # @couplings_finish_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	400(%rsp), %r13
	movq	416(%rsp), %rax
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	movslq	112(%rsp), %r12
	movslq	116(%rsp), %rbx
	movl	136(%rsp), %eax
	movl	%eax, 12(%rsp)                  # 4-byte Spill
	movq	408(%rsp), %rax
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	callq	cotangent_place@PLT
	movl	(%rax), %ecx
	leal	31(%rcx), %edx
	testl	%ecx, %ecx
	cmovnsl	%ecx, %edx
	cmpl	$1024, %ecx                     # imm = 0x400
	jge	.Lsrbm_BB35_17
# %bb.1:
	movq	%rbx, 40(%rsp)                  # 8-byte Spill
	imulq	%rbx, %r12
	movl	%edx, %esi
	andl	$-32, %esi
	subl	%esi, %ecx
	sarl	$5, %edx
	movl	4(%rax), %esi
	movl	8(%rax), %ebx
	leal	31(%rsi), %edi
	testl	%esi, %esi
	cmovnsl	%esi, %edi
	sarl	$5, %edi
	movslq	12(%rax), %rsi
	shlq	$5, %rsi
	shll	$5, %ebx
	leal	(%rbx,%rcx), %eax
	movslq	%eax, %r8
	movslq	%ecx, %r9
	movslq	%edx, %r15
	movslq	%edi, %rbp
	movq	%r15, %rcx
	shlq	$8, %rcx
	leaq	(%rcx,%r15,8), %rcx
	movq	%r9, 24(%rsp)                   # 8-byte Spill
	leaq	(%rcx,%r9,8), %rcx
	leaq	_ZZL14add_transposedIdEvPKT_PS0_iiiS2_E5block(%rip), %r14
	addq	%r14, %rcx
	movq	%rbp, %rdx
	shlq	$8, %rdx
	leaq	(%rdx,%rbp,8), %rdx
	movq	%rsi, (%rsp)                    # 8-byte Spill
	addq	%r15, %rsi
	movq	%rsi, %rdi
	imulq	%r12, %rdi
	shlq	$3, %r8
	leaq	(%r8,%rdi,8), %rdi
	addq	%r13, %rdi
	movq	%r13, %r10
	movq	%rbp, %r13
	imulq	%r12, %r13
	leaq	(,%r13,8), %r8
	movq	%r15, %r9
	jmp	.Lsrbm_BB35_2
	.p2align	4
.Lsrbm_BB35_5:                               #   in Loop: Header=BB35_2 Depth=1
	movsd	%xmm0, (%rcx)
	addq	%rbp, %r9
	addq	%rdx, %rcx
	addq	%r8, %rdi
	addq	%rbp, %rsi
	cmpq	$32, %r9
	jge	.Lsrbm_BB35_6
.Lsrbm_BB35_2:                               # =>This Inner Loop Header: Depth=1
	xorpd	%xmm0, %xmm0
	cmpq	%r12, %rsi
	jge	.Lsrbm_BB35_5
# %bb.3:                                #   in Loop: Header=BB35_2 Depth=1
	cmpl	%r12d, %eax
	jge	.Lsrbm_BB35_5
# %bb.4:                                #   in Loop: Header=BB35_2 Depth=1
	movsd	(%rdi), %xmm0                   # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB35_5
.Lsrbm_BB35_17:
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	jmp	cotangent_barrier@PLT           # TAILCALL
.Lsrbm_BB35_6:
	.cfi_def_cfa_offset 112
	movq	%r10, 32(%rsp)                  # 8-byte Spill
	callq	cotangent_barrier@PLT
	movq	32(%rsp), %r11                  # 8-byte Reload
	movq	(%rsp), %rax                    # 8-byte Reload
	movq	24(%rsp), %rsi                  # 8-byte Reload
	leal	(%rax,%rsi), %ecx
	movslq	%ecx, %rax
	movslq	%ebx, %rdi
	movq	%rsi, %rdx
	shlq	$8, %rdx
	leaq	(%rdx,%rsi,8), %rdx
	leaq	(%rdx,%r15,8), %rdx
	addq	%rdx, %r14
	addq	%r15, %rdi
	movq	%rdi, %r8
	imulq	%r12, %r8
	addq	%rax, %r8
	addl	%r15d, %ebx
	movq	16(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rdi,8), %rax
	movq	%rax, (%rsp)                    # 8-byte Spill
	xorl	%r10d, %r10d
	movq	40(%rsp), %r9                   # 8-byte Reload
	jmp	.Lsrbm_BB35_7
	.p2align	4
.Lsrbm_BB35_14:                              #   in Loop: Header=BB35_7 Depth=1
	movq	48(%rsp), %rax                  # 8-byte Reload
	movsd	%xmm0, (%rax,%r8,8)
.Lsrbm_BB35_15:                              #   in Loop: Header=BB35_7 Depth=1
	addq	%rbp, %r15
	addq	%rbp, %r10
	addq	%r13, %r8
	addl	%ebp, %ebx
	cmpq	$32, %r15
	jge	.Lsrbm_BB35_16
.Lsrbm_BB35_7:                               # =>This Inner Loop Header: Depth=1
	leaq	(%rdi,%r10), %rax
	cmpq	%r12, %rax
	jge	.Lsrbm_BB35_15
# %bb.8:                                #   in Loop: Header=BB35_7 Depth=1
	cmpl	%r12d, %ecx
	jge	.Lsrbm_BB35_15
# %bb.9:                                #   in Loop: Header=BB35_7 Depth=1
	movsd	(%r11,%r8,8), %xmm0             # xmm0 = mem[0],zero
	addsd	(%r14,%r10,8), %xmm0
	cmpl	$0, 12(%rsp)                    # 4-byte Folded Reload
	je	.Lsrbm_BB35_14
# %bb.10:                               #   in Loop: Header=BB35_7 Depth=1
	movl	%ebx, %eax
	cltd
	idivl	%r9d
	movl	%eax, %esi
	movl	%ecx, %eax
	cltd
	idivl	%r9d
	cmpl	%eax, %esi
	jne	.Lsrbm_BB35_14
# %bb.11:                               #   in Loop: Header=BB35_7 Depth=1
	xorpd	%xmm0, %xmm0
	cmpq	$0, 16(%rsp)                    # 8-byte Folded Reload
	je	.Lsrbm_BB35_14
# %bb.12:                               #   in Loop: Header=BB35_7 Depth=1
	cmpl	%ebx, %ecx
	jne	.Lsrbm_BB35_14
# %bb.13:                               #   in Loop: Header=BB35_7 Depth=1
	movq	(%rsp), %rax                    # 8-byte Reload
	movsd	(%rax,%r10,8), %xmm0            # xmm0 = mem[0],zero
	jmp	.Lsrbm_BB35_14
.Lsrbm_BB35_16:                              # %_ZL14add_transposedIdEvPKT_PS0_iiiS2_.exit
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end35:
	.size	couplings_finish_f64, .Lfunc_end35-couplings_finish_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_reverse_f32
.Lsrbm_CPI36_0:
	.zero	4
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
.Lsrbm_CPI36_1:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI36_3:
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
.Lsrbm_CPI36_5:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI36_2:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI36_4:
	.long	0xbf800000                      # float -1
.Lsrbm_CPI36_6:
	.long	0x3f800000                      # float 1
	.text
	.globl	hidden_reverse_f32
	.p2align	4
	.type	hidden_reverse_f32,@function
hidden_reverse_f32:                     # @hidden_reverse_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$824, %rsp                      # imm = 0x338
	.cfi_def_cfa_offset 880
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rdx
	movslq	4(%rax), %rsi
	movslq	16(%rax), %rcx
	imulq	%rsi, %rcx
	movslq	%ecx, %r9
	movq	%rdx, 136(%rsp)                 # 8-byte Spill
	leaq	(%r9,%rdx), %r8
	movslq	888(%rsp), %rdi
	movq	%r8, 496(%rsp)                  # 8-byte Spill
	cmpl	%edi, %r8d
	jge	.Lsrbm_BB36_121
# %bb.1:
	movq	%r9, 488(%rsp)                  # 8-byte Spill
	leaq	880(%rsp), %r10
	movslq	12(%rax), %rdx
	movslq	8(%rax), %r11
	movq	%rdx, 520(%rsp)                 # 8-byte Spill
	shlq	$5, %rdx
	movl	12(%r10), %ebx
	movq	%rdx, 480(%rsp)                 # 8-byte Spill
	subl	%edx, %ebx
	cmpl	$32, %ebx
	movl	$32, %eax
	cmovll	%ebx, %eax
	movl	%eax, 248(%rsp)                 # 4-byte Spill
	movq	160(%r10), %rax
	movzbl	(%rax,%r11), %eax
	movb	%al, 15(%rsp)                   # 1-byte Spill
	leaq	_ZL12shared_bytes(%rip), %rdx
	movq	136(%rsp), %rax                 # 8-byte Reload
	leaq	(%rdx,%rax,4), %r8
	movslq	4(%r10), %r9
	movl	%r9d, %eax
	imull	%esi, %eax
	movslq	%eax, %rdx
	movq	%r8, 512(%rsp)                  # 8-byte Spill
	leaq	(%r8,%rdx,4), %rax
	movq	%rax, 352(%rsp)                 # 8-byte Spill
	movq	%rsi, %rax
	movq	%rsi, 176(%rsp)                 # 8-byte Spill
	shll	$5, %eax
	movslq	%eax, %r14
	movq	%r9, 40(%rsp)                   # 8-byte Spill
	movq	%r9, %rax
	movq	%r11, 344(%rsp)                 # 8-byte Spill
	imulq	%r11, %rax
	movq	%rax, %rsi
	movq	%rdi, 312(%rsp)                 # 8-byte Spill
	imulq	%rdi, %rsi
	shlq	$2, %rsi
	addq	152(%r10), %rsi
	movl	%ebx, 252(%rsp)                 # 4-byte Spill
	testl	%ebx, %ebx
	movq	%r14, 304(%rsp)                 # 8-byte Spill
	jle	.Lsrbm_BB36_14
# %bb.2:
	movl	248(%rsp), %r8d                 # 4-byte Reload
	cmpl	$2, %r8d
	movl	$1, %edi
	cmovgel	%r8d, %edi
	xorl	%r8d, %r8d
	cmpl	$1, 176(%rsp)                   # 4-byte Folded Reload
	jne	.Lsrbm_BB36_7
# %bb.3:
	cmpl	$8, 252(%rsp)                   # 4-byte Folded Reload
	jb	.Lsrbm_BB36_7
# %bb.4:
	movl	%edi, %r8d
	andl	$56, %r8d
	leaq	(,%r14,4), %r9
	xorps	%xmm0, %xmm0
	movq	352(%rsp), %r10                 # 8-byte Reload
	movq	%r8, %r11
	.p2align	4
.Lsrbm_BB36_5:                               # =>This Inner Loop Header: Depth=1
	movups	%xmm0, 16(%r10,%r9)
	movups	%xmm0, (%r10,%r9)
	movups	%xmm0, 16(%r10)
	movups	%xmm0, (%r10)
	addq	$32, %r10
	addq	$-8, %r11
	jne	.Lsrbm_BB36_5
# %bb.6:
	cmpl	%edi, %r8d
	je	.Lsrbm_BB36_14
.Lsrbm_BB36_7:
	movq	%rdi, %r9
	movq	%r8, %r12
	andq	$3, %r9
	je	.Lsrbm_BB36_11
# %bb.8:                                # %.preheader170.preheader
	movq	%r8, %r10
	movq	176(%rsp), %rbx                 # 8-byte Reload
	imulq	%rbx, %r10
	movq	136(%rsp), %r11                 # 8-byte Reload
	leaq	(,%r11,4), %r11
	leaq	(%r11,%r10,4), %r10
	leaq	(%r10,%rdx,4), %r10
	leaq	_ZL12shared_bytes(%rip), %r11
	addq	%r11, %r10
	leaq	(,%rbx,4), %r11
	negq	%r9
	xorl	%ebx, %ebx
	.p2align	4
.Lsrbm_BB36_9:                               # %.preheader170
                                        # =>This Inner Loop Header: Depth=1
	movl	$0, (%r10,%r14,4)
	movl	$0, (%r10)
	decq	%rbx
	addq	%r11, %r10
	cmpq	%rbx, %r9
	jne	.Lsrbm_BB36_9
# %bb.10:                               # %.loopexit171.loopexit
	movq	%r8, %r12
	subq	%rbx, %r12
.Lsrbm_BB36_11:                              # %.loopexit171
	subq	%rdi, %r8
	cmpq	$-4, %r8
	ja	.Lsrbm_BB36_14
# %bb.12:                               # %.preheader168.preheader
	movq	%r12, %r8
	subq	%rdi, %r8
	leaq	3(%r12), %rdi
	movq	176(%rsp), %rbp                 # 8-byte Reload
	imulq	%rbp, %rdi
	movq	136(%rsp), %r9                  # 8-byte Reload
	leaq	(,%r9,4), %r13
	leaq	(,%rdi,4), %r10
	addq	%r13, %r10
	leaq	_ZL12shared_bytes(%rip), %r15
	leaq	(%r15,%r10), %rdi
	movq	%rbp, %r9
	shlq	$4, %r9
	movq	304(%rsp), %r11                 # 8-byte Reload
	leaq	(%r10,%r11,4), %r10
	addq	%r15, %r10
	leaq	2(%r12), %r11
	imulq	%rbp, %r11
	leaq	(,%r11,4), %rbx
	addq	%r13, %rbx
	movq	%r13, 48(%rsp)                  # 8-byte Spill
	leaq	(%r15,%rbx), %r11
	movq	304(%rsp), %r14                 # 8-byte Reload
	leaq	(%rbx,%r14,4), %rbx
	addq	%r15, %rbx
	leaq	1(%r12), %r14
	imulq	%rbp, %r14
	leaq	(,%r14,4), %r15
	addq	%r13, %r15
	leaq	_ZL12shared_bytes(%rip), %r14
	addq	%r15, %r14
	movq	304(%rsp), %r13                 # 8-byte Reload
	leaq	(%r15,%r13,4), %r15
	leaq	_ZL12shared_bytes(%rip), %r13
	addq	%r13, %r15
	imulq	%rbp, %r12
	movq	48(%rsp), %r13                  # 8-byte Reload
	leaq	(%r13,%r12,4), %r13
	leaq	_ZL12shared_bytes(%rip), %r12
	addq	%r13, %r12
	movq	304(%rsp), %rbp                 # 8-byte Reload
	leaq	(%r13,%rbp,4), %r13
	leaq	_ZL12shared_bytes(%rip), %rbp
	addq	%rbp, %r13
	.p2align	4
.Lsrbm_BB36_13:                              # %.preheader168
                                        # =>This Inner Loop Header: Depth=1
	movl	$0, (%r13,%rdx,4)
	movl	$0, (%r12,%rdx,4)
	movl	$0, (%r15,%rdx,4)
	movl	$0, (%r14,%rdx,4)
	movl	$0, (%rbx,%rdx,4)
	movl	$0, (%r11,%rdx,4)
	movl	$0, (%r10,%rdx,4)
	movl	$0, (%rdi,%rdx,4)
	addq	%r9, %rdi
	addq	%r9, %r10
	addq	%r9, %r11
	addq	%r9, %rbx
	addq	%r9, %r14
	addq	%r9, %r15
	addq	%r9, %r12
	addq	%r9, %r13
	addq	$4, %r8
	jne	.Lsrbm_BB36_13
.Lsrbm_BB36_14:                              # %.loopexit169
	movq	136(%rsp), %rdx                 # 8-byte Reload
	movq	488(%rsp), %rdi                 # 8-byte Reload
	addq	%rdi, %rdx
	leaq	(%rsi,%rdx,4), %rdx
	movq	%rdx, 416(%rsp)                 # 8-byte Spill
	movq	40(%rsp), %r11                  # 8-byte Reload
	testl	%r11d, %r11d
	jle	.Lsrbm_BB36_97
# %bb.15:
	movl	248(%rsp), %edx                 # 4-byte Reload
	cmpl	$2, %edx
	movl	$1, %esi
	cmovgel	%edx, %esi
	movq	%rsi, 584(%rsp)                 # 8-byte Spill
	leal	-1(%r11), %edx
	movl	%edx, 476(%rsp)                 # 4-byte Spill
	leaq	880(%rsp), %r14
	movslq	20(%r14), %r12
	imulq	344(%rsp), %r12                 # 8-byte Folded Reload
	movq	224(%r14), %rdx
	movslq	16(%r14), %rsi
	movq	192(%r14), %rdi
	movq	%rdi, 544(%rsp)                 # 8-byte Spill
	leaq	24(,%rax,4), %rdi
	imulq	%rsi, %rdi
	leaq	(%rsi,%rsi,8), %r8
	leaq	(%r8,%r8,2), %r8
	addq	%rsi, %r8
	movq	%r8, 552(%rsp)                  # 8-byte Spill
	leaq	20(,%rax,4), %r8
	imulq	%rsi, %r8
	leaq	16(,%rax,4), %r9
	imulq	%rsi, %r9
	leaq	12(,%rax,4), %r10
	imulq	%rsi, %r10
	leaq	8(,%rax,4), %r11
	imulq	%rsi, %r11
	leaq	4(,%rax,4), %rbx
	imulq	%rsi, %rbx
	imulq	%rsi, %rax
	movq	480(%rsp), %r15                 # 8-byte Reload
	leaq	(,%r15,4), %rsi
	leaq	(%rsi,%rax,4), %rax
	movq	200(%r14), %rsi
	movq	%rsi, 536(%rsp)                 # 8-byte Spill
	leaq	(%rdi,%r15,4), %rsi
	addq	%rdx, %rsi
	movq	%rsi, 400(%rsp)                 # 8-byte Spill
	leaq	(%r8,%r15,4), %rsi
	addq	%rdx, %rsi
	movq	%rsi, 392(%rsp)                 # 8-byte Spill
	leaq	(%r9,%r15,4), %rsi
	addq	%rdx, %rsi
	movq	%rsi, 384(%rsp)                 # 8-byte Spill
	leaq	(%r10,%r15,4), %rsi
	addq	%rdx, %rsi
	movq	%rsi, 376(%rsp)                 # 8-byte Spill
	leaq	(%r11,%r15,4), %rsi
	movq	40(%rsp), %r11                  # 8-byte Reload
	addq	%rdx, %rsi
	movq	%rsi, 368(%rsp)                 # 8-byte Spill
	leaq	(%rbx,%r15,4), %rsi
	addq	%rdx, %rsi
	movq	%rsi, 360(%rsp)                 # 8-byte Spill
	addq	%rdx, %rax
	movq	%rax, 408(%rsp)                 # 8-byte Spill
	movq	312(%rsp), %rax                 # 8-byte Reload
	movq	%rax, %rdx
	imulq	%r15, %rdx
	addq	136(%rsp), %rdx                 # 8-byte Folded Reload
	addq	%rcx, %rdx
	movq	%rdx, 504(%rsp)                 # 8-byte Spill
	movq	208(%r14), %rcx
	movq	%rcx, 528(%rsp)                 # 8-byte Spill
	addq	%r15, %r12
	addq	64(%r14), %r12
	movq	%r12, 576(%rsp)                 # 8-byte Spill
	movq	176(%rsp), %rcx                 # 8-byte Reload
	leaq	(,%rcx,4), %rcx
	movq	%rcx, 568(%rsp)                 # 8-byte Spill
	leaq	(,%rax,4), %rax
	movq	%rax, 560(%rsp)                 # 8-byte Spill
	xorl	%r10d, %r10d
	movq	__nv_expf@GOTPCREL(%rip), %r13
	jmp	.Lsrbm_BB36_17
	.p2align	4
.Lsrbm_BB36_16:                              #   in Loop: Header=BB36_17 Depth=1
	addq	$7, %r10
	movq	552(%rsp), %rax                 # 8-byte Reload
	addq	%rax, 400(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 392(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 384(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 376(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 368(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 360(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 408(%rsp)                 # 8-byte Folded Spill
	cmpq	%r11, %r10
	jae	.Lsrbm_BB36_97
.Lsrbm_BB36_17:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB36_21 Depth 2
	movl	476(%rsp), %r9d                 # 4-byte Reload
	cmpl	%r9d, %r10d
	movl	%r9d, %eax
	cmovll	%r10d, %eax
	leaq	1(%r10), %rdx
	cmpl	%r9d, %edx
	movl	%r9d, %ecx
	movq	%rdx, 424(%rsp)                 # 8-byte Spill
	cmovll	%edx, %ecx
	leaq	2(%r10), %rsi
	cmpl	%r9d, %esi
	movl	%r9d, %edx
	movq	%rsi, 128(%rsp)                 # 8-byte Spill
	cmovll	%esi, %edx
	leaq	3(%r10), %rdi
	cmpl	%r9d, %edi
	movl	%r9d, %esi
	movq	%rdi, 432(%rsp)                 # 8-byte Spill
	cmovll	%edi, %esi
	leaq	4(%r10), %r8
	cmpl	%r9d, %r8d
	movl	%r9d, %edi
	movq	%r8, 440(%rsp)                  # 8-byte Spill
	cmovll	%r8d, %edi
	leaq	5(%r10), %rbx
	cmpl	%r9d, %ebx
	movl	%r9d, %r8d
	movq	%rbx, 448(%rsp)                 # 8-byte Spill
	cmovll	%ebx, %r8d
	movq	%r10, 464(%rsp)                 # 8-byte Spill
	addq	$6, %r10
	cmpl	%r9d, %r10d
	movq	%r10, 456(%rsp)                 # 8-byte Spill
	cmovll	%r10d, %r9d
	xorps	%xmm0, %xmm0
	movss	%xmm0, 216(%rsp)                # 4-byte Spill
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movss	%xmm0, 92(%rsp)                 # 4-byte Spill
	movss	%xmm0, 184(%rsp)                # 4-byte Spill
	movss	%xmm0, 192(%rsp)                # 4-byte Spill
	movss	%xmm0, 200(%rsp)                # 4-byte Spill
	movss	%xmm0, 208(%rsp)                # 4-byte Spill
	cmpl	$0, 252(%rsp)                   # 4-byte Folded Reload
	jle	.Lsrbm_BB36_85
# %bb.18:                               #   in Loop: Header=BB36_17 Depth=1
	cltq
	movq	312(%rsp), %r10                 # 8-byte Reload
	imulq	%r10, %rax
	movslq	%ecx, %rcx
	imulq	%r10, %rcx
	movslq	%edx, %rdx
	imulq	%r10, %rdx
	movslq	%esi, %rsi
	imulq	%r10, %rsi
	movslq	%edi, %rdi
	imulq	%r10, %rdi
	movslq	%r8d, %r8
	imulq	%r10, %r8
	movslq	%r9d, %r9
	imulq	%r10, %r9
	movq	416(%rsp), %r10                 # 8-byte Reload
	movss	(%r10,%rax,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movss	(%r10,%rcx,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movss	(%r10,%rdx,4), %xmm3            # xmm3 = mem[0],zero,zero,zero
	movss	(%r10,%rsi,4), %xmm4            # xmm4 = mem[0],zero,zero,zero
	movss	(%r10,%rdi,4), %xmm5            # xmm5 = mem[0],zero,zero,zero
	movss	(%r10,%r8,4), %xmm6             # xmm6 = mem[0],zero,zero,zero
	movss	(%r10,%r9,4), %xmm7             # xmm7 = mem[0],zero,zero,zero
	movaps	.Lsrbm_CPI36_0(%rip), %xmm0          # xmm0 = [u,1.0E+0,u,u]
	movaps	%xmm0, %xmm8
	movaps	%xmm7, 592(%rsp)                # 16-byte Spill
	movss	%xmm7, %xmm8                    # xmm8 = xmm7[0],xmm8[1,2,3]
	movaps	%xmm8, 800(%rsp)                # 16-byte Spill
	movaps	%xmm0, %xmm7
	movaps	%xmm6, 608(%rsp)                # 16-byte Spill
	movss	%xmm6, %xmm7                    # xmm7 = xmm6[0],xmm7[1,2,3]
	movaps	%xmm7, 784(%rsp)                # 16-byte Spill
	movaps	%xmm0, %xmm6
	movaps	%xmm5, 624(%rsp)                # 16-byte Spill
	movss	%xmm5, %xmm6                    # xmm6 = xmm5[0],xmm6[1,2,3]
	movaps	%xmm6, 768(%rsp)                # 16-byte Spill
	movaps	%xmm0, %xmm5
	movaps	%xmm4, 640(%rsp)                # 16-byte Spill
	movss	%xmm4, %xmm5                    # xmm5 = xmm4[0],xmm5[1,2,3]
	movaps	%xmm5, 752(%rsp)                # 16-byte Spill
	movaps	%xmm0, %xmm4
	movaps	%xmm3, 656(%rsp)                # 16-byte Spill
	movss	%xmm3, %xmm4                    # xmm4 = xmm3[0],xmm4[1,2,3]
	movaps	%xmm4, 736(%rsp)                # 16-byte Spill
	movaps	%xmm0, %xmm3
	movaps	%xmm2, 672(%rsp)                # 16-byte Spill
	movss	%xmm2, %xmm3                    # xmm3 = xmm2[0],xmm3[1,2,3]
	movaps	%xmm3, 720(%rsp)                # 16-byte Spill
	movaps	%xmm1, 688(%rsp)                # 16-byte Spill
	movss	%xmm1, %xmm0                    # xmm0 = xmm1[0],xmm0[1,2,3]
	movaps	%xmm0, 704(%rsp)                # 16-byte Spill
	xorps	%xmm0, %xmm0
	movss	%xmm0, 216(%rsp)                # 4-byte Spill
	movq	544(%rsp), %rbx                 # 8-byte Reload
	movq	536(%rsp), %rax                 # 8-byte Reload
	movq	%rax, 320(%rsp)                 # 8-byte Spill
	movq	528(%rsp), %r14                 # 8-byte Reload
	movq	352(%rsp), %rbp                 # 8-byte Reload
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	xorl	%r12d, %r12d
	movss	%xmm0, 92(%rsp)                 # 4-byte Spill
	movss	%xmm0, 184(%rsp)                # 4-byte Spill
	movss	%xmm0, 192(%rsp)                # 4-byte Spill
	movss	%xmm0, 200(%rsp)                # 4-byte Spill
	movss	%xmm0, 208(%rsp)                # 4-byte Spill
	jmp	.Lsrbm_BB36_21
	.p2align	4
.Lsrbm_BB36_19:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	112(%rsp), %xmm2                # 16-byte Reload
	unpcklps	288(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	16(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	64(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	160(%rsp), %xmm3                # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	96(%rsp), %xmm2                 # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	movaps	144(%rsp), %xmm6                # 16-byte Reload
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	208(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 208(%rsp)                # 4-byte Spill
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_20:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, %xmm0
	shufps	$85, %xmm6, %xmm0               # xmm0 = xmm0[1,1],xmm6[1,1]
	addss	(%rbp), %xmm0
	movss	%xmm0, (%rbp)
	movq	304(%rsp), %rax                 # 8-byte Reload
	addss	(%rbp,%rax,4), %xmm6
	movss	%xmm6, (%rbp,%rax,4)
	incq	%r12
	addq	568(%rsp), %rbp                 # 8-byte Folded Reload
	movq	560(%rsp), %rax                 # 8-byte Reload
	addq	%rax, %r14
	addq	%rax, 320(%rsp)                 # 8-byte Folded Spill
	addq	%rax, %rbx
	cmpq	%r12, 584(%rsp)                 # 8-byte Folded Reload
	je	.Lsrbm_BB36_85
.Lsrbm_BB36_21:                              #   Parent Loop BB36_17 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	576(%rsp), %rax                 # 8-byte Reload
	movzbl	(%rax,%r12), %r15d
	movq	%r15, %rax
	imulq	312(%rsp), %rax                 # 8-byte Folded Reload
	movq	416(%rsp), %rcx                 # 8-byte Reload
	movss	(%rcx,%rax,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	cmpb	$0, 15(%rsp)                    # 1-byte Folded Reload
	je	.Lsrbm_BB36_26
# %bb.22:                               #   in Loop: Header=BB36_21 Depth=2
	movss	%xmm2, 224(%rsp)                # 4-byte Spill
	movq	504(%rsp), %rax                 # 8-byte Reload
	movss	(%rbx,%rax,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	xorps	%xmm6, %xmm6
	movq	464(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_48
# %bb.23:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_48
# %bb.24:                               #   in Loop: Header=BB36_21 Depth=2
	movq	408(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 64(%rsp)                 # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	688(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 144(%rsp)                # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	160(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 64(%rsp)                 # 4-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 256(%rsp)                # 4-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	272(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	256(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	ja	.Lsrbm_BB36_49
# %bb.25:                               #   in Loop: Header=BB36_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_50
	.p2align	4
.Lsrbm_BB36_26:                              #   in Loop: Header=BB36_21 Depth=2
	movq	504(%rsp), %rax                 # 8-byte Reload
	movq	320(%rsp), %rcx                 # 8-byte Reload
	movss	(%rcx,%rax,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movss	(%r14,%rax,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	divss	%xmm2, %xmm0
	xorps	%xmm6, %xmm6
	movq	464(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_29
# %bb.27:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_29
# %bb.28:                               #   in Loop: Header=BB36_21 Depth=2
	movq	408(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm6            # xmm6 = mem[0],zero,zero,zero
	movaps	688(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	%xmm0, %xmm4
	divss	%xmm3, %xmm4
	shufps	$0, %xmm3, %xmm3                # xmm3 = xmm3[0,0,0,0]
	movaps	704(%rsp), %xmm5                # 16-byte Reload
	divps	%xmm3, %xmm5
	mulss	%xmm6, %xmm4
	shufps	$0, %xmm6, %xmm6                # xmm6 = xmm6[0,0,0,0]
	mulps	%xmm5, %xmm6
	xorps	%xmm2, %xmm2
	addps	%xmm2, %xmm6
	movss	216(%rsp), %xmm2                # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	addss	%xmm4, %xmm2
	movss	%xmm2, 216(%rsp)                # 4-byte Spill
.Lsrbm_BB36_29:                              #   in Loop: Header=BB36_21 Depth=2
	movq	424(%rsp), %rcx                 # 8-byte Reload
	cmpq	%r11, %rcx
	movq	128(%rsp), %rax                 # 8-byte Reload
	jge	.Lsrbm_BB36_32
# %bb.30:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rcx
	je	.Lsrbm_BB36_32
# %bb.31:                               #   in Loop: Header=BB36_21 Depth=2
	movq	360(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movq	128(%rsp), %rax                 # 8-byte Reload
	movaps	672(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	%xmm0, %xmm4
	divss	%xmm3, %xmm4
	shufps	$0, %xmm3, %xmm3                # xmm3 = xmm3[0,0,0,0]
	movaps	720(%rsp), %xmm5                # 16-byte Reload
	divps	%xmm3, %xmm5
	mulss	%xmm2, %xmm4
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	mulps	%xmm5, %xmm2
	addps	%xmm2, %xmm6
	movss	8(%rsp), %xmm2                  # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	addss	%xmm4, %xmm2
	movss	%xmm2, 8(%rsp)                  # 4-byte Spill
.Lsrbm_BB36_32:                              #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_35
# %bb.33:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_35
# %bb.34:                               #   in Loop: Header=BB36_21 Depth=2
	movq	368(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movaps	656(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	%xmm0, %xmm4
	divss	%xmm3, %xmm4
	shufps	$0, %xmm3, %xmm3                # xmm3 = xmm3[0,0,0,0]
	movaps	736(%rsp), %xmm5                # 16-byte Reload
	divps	%xmm3, %xmm5
	mulss	%xmm2, %xmm4
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	mulps	%xmm5, %xmm2
	addps	%xmm2, %xmm6
	movss	92(%rsp), %xmm2                 # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	addss	%xmm4, %xmm2
	movss	%xmm2, 92(%rsp)                 # 4-byte Spill
.Lsrbm_BB36_35:                              #   in Loop: Header=BB36_21 Depth=2
	movq	432(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_38
# %bb.36:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_38
# %bb.37:                               #   in Loop: Header=BB36_21 Depth=2
	movq	376(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movaps	640(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	%xmm0, %xmm4
	divss	%xmm3, %xmm4
	shufps	$0, %xmm3, %xmm3                # xmm3 = xmm3[0,0,0,0]
	movaps	752(%rsp), %xmm5                # 16-byte Reload
	divps	%xmm3, %xmm5
	mulss	%xmm2, %xmm4
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	mulps	%xmm5, %xmm2
	addps	%xmm2, %xmm6
	movss	184(%rsp), %xmm2                # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	addss	%xmm4, %xmm2
	movss	%xmm2, 184(%rsp)                # 4-byte Spill
.Lsrbm_BB36_38:                              #   in Loop: Header=BB36_21 Depth=2
	movq	440(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_41
# %bb.39:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_41
# %bb.40:                               #   in Loop: Header=BB36_21 Depth=2
	movq	384(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movaps	624(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	%xmm0, %xmm4
	divss	%xmm3, %xmm4
	shufps	$0, %xmm3, %xmm3                # xmm3 = xmm3[0,0,0,0]
	movaps	768(%rsp), %xmm5                # 16-byte Reload
	divps	%xmm3, %xmm5
	mulss	%xmm2, %xmm4
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	mulps	%xmm5, %xmm2
	addps	%xmm2, %xmm6
	movss	192(%rsp), %xmm2                # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	addss	%xmm4, %xmm2
	movss	%xmm2, 192(%rsp)                # 4-byte Spill
.Lsrbm_BB36_41:                              #   in Loop: Header=BB36_21 Depth=2
	movq	448(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_44
# %bb.42:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_44
# %bb.43:                               #   in Loop: Header=BB36_21 Depth=2
	movq	392(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movaps	608(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm1, %xmm3
	movaps	%xmm0, %xmm4
	divss	%xmm3, %xmm4
	shufps	$0, %xmm3, %xmm3                # xmm3 = xmm3[0,0,0,0]
	movaps	784(%rsp), %xmm5                # 16-byte Reload
	divps	%xmm3, %xmm5
	mulss	%xmm2, %xmm4
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	mulps	%xmm5, %xmm2
	addps	%xmm2, %xmm6
	movss	200(%rsp), %xmm2                # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	addss	%xmm4, %xmm2
	movss	%xmm2, 200(%rsp)                # 4-byte Spill
.Lsrbm_BB36_44:                              #   in Loop: Header=BB36_21 Depth=2
	movq	456(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_20
# %bb.45:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_20
# %bb.46:                               #   in Loop: Header=BB36_21 Depth=2
	movq	400(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	movaps	592(%rsp), %xmm3                # 16-byte Reload
	mulss	%xmm0, %xmm3
	addss	%xmm3, %xmm1
	divss	%xmm1, %xmm0
	shufps	$0, %xmm1, %xmm1                # xmm1 = xmm1[0,0,0,0]
	movaps	800(%rsp), %xmm3                # 16-byte Reload
	divps	%xmm1, %xmm3
	mulss	%xmm2, %xmm0
	shufps	$0, %xmm2, %xmm2                # xmm2 = xmm2[0,0,0,0]
	mulps	%xmm3, %xmm2
	addps	%xmm2, %xmm6
	movss	208(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm0, %xmm1
	movss	%xmm1, 208(%rsp)                # 4-byte Spill
	jmp	.Lsrbm_BB36_20
	.p2align	4
.Lsrbm_BB36_48:                              #   in Loop: Header=BB36_21 Depth=2
	movq	128(%rsp), %rax                 # 8-byte Reload
	jmp	.Lsrbm_BB36_51
.Lsrbm_BB36_49:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm6, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_50:                              #   in Loop: Header=BB36_21 Depth=2
	movq	128(%rsp), %rax                 # 8-byte Reload
	movaps	112(%rsp), %xmm2                # 16-byte Reload
	unpcklps	288(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	16(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	64(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	160(%rsp), %xmm3                # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	96(%rsp), %xmm2                 # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	xorps	%xmm6, %xmm6
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	216(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 216(%rsp)                # 4-byte Spill
.Lsrbm_BB36_51:                              #   in Loop: Header=BB36_21 Depth=2
	movq	424(%rsp), %rcx                 # 8-byte Reload
	cmpq	%r11, %rcx
	jge	.Lsrbm_BB36_57
# %bb.52:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rcx
	je	.Lsrbm_BB36_57
# %bb.53:                               #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	360(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 112(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	672(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	64(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 112(%rsp)                # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 36(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	256(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	36(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	ja	.Lsrbm_BB36_55
# %bb.54:                               #   in Loop: Header=BB36_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_56
.Lsrbm_BB36_55:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm6, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_56:                              #   in Loop: Header=BB36_21 Depth=2
	movq	128(%rsp), %rax                 # 8-byte Reload
	movaps	288(%rsp), %xmm2                # 16-byte Reload
	unpcklps	272(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	96(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	112(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	64(%rsp), %xmm3                 # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	160(%rsp), %xmm2                # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	movaps	144(%rsp), %xmm6                # 16-byte Reload
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	8(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 8(%rsp)                  # 4-byte Spill
.Lsrbm_BB36_57:                              #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_63
# %bb.58:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_63
# %bb.59:                               #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	368(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 112(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	656(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	64(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 112(%rsp)                # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 36(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	256(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	36(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	ja	.Lsrbm_BB36_61
# %bb.60:                               #   in Loop: Header=BB36_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_62
.Lsrbm_BB36_61:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm6, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_62:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	288(%rsp), %xmm2                # 16-byte Reload
	unpcklps	272(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	96(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	112(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	64(%rsp), %xmm3                 # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	160(%rsp), %xmm2                # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	movaps	144(%rsp), %xmm6                # 16-byte Reload
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	92(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 92(%rsp)                 # 4-byte Spill
.Lsrbm_BB36_63:                              #   in Loop: Header=BB36_21 Depth=2
	movq	432(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_69
# %bb.64:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_69
# %bb.65:                               #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	376(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 112(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	640(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	64(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 112(%rsp)                # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 36(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	256(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	36(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	ja	.Lsrbm_BB36_67
# %bb.66:                               #   in Loop: Header=BB36_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_68
.Lsrbm_BB36_67:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm6, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_68:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	288(%rsp), %xmm2                # 16-byte Reload
	unpcklps	272(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	96(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	112(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	64(%rsp), %xmm3                 # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	160(%rsp), %xmm2                # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	movaps	144(%rsp), %xmm6                # 16-byte Reload
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	184(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 184(%rsp)                # 4-byte Spill
.Lsrbm_BB36_69:                              #   in Loop: Header=BB36_21 Depth=2
	movq	440(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_75
# %bb.70:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_75
# %bb.71:                               #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	384(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 112(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	624(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	64(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 112(%rsp)                # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 36(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	256(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	36(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	ja	.Lsrbm_BB36_73
# %bb.72:                               #   in Loop: Header=BB36_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_74
.Lsrbm_BB36_73:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm6, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_74:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	288(%rsp), %xmm2                # 16-byte Reload
	unpcklps	272(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	96(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	112(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	64(%rsp), %xmm3                 # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	160(%rsp), %xmm2                # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	movaps	144(%rsp), %xmm6                # 16-byte Reload
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	192(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 192(%rsp)                # 4-byte Spill
.Lsrbm_BB36_75:                              #   in Loop: Header=BB36_21 Depth=2
	movq	448(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_81
# %bb.76:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_81
# %bb.77:                               #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	392(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 112(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	608(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 256(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	movaps	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	64(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 112(%rsp)                # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 36(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	256(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	36(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	ja	.Lsrbm_BB36_79
# %bb.78:                               #   in Loop: Header=BB36_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_80
.Lsrbm_BB36_79:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm6, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB36_80:                              #   in Loop: Header=BB36_21 Depth=2
	movaps	288(%rsp), %xmm2                # 16-byte Reload
	unpcklps	272(%rsp), %xmm2                # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	%xmm2, %xmm2
	divps	96(%rsp), %xmm2                 # 16-byte Folded Reload
	movaps	.Lsrbm_CPI36_0(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	addps	%xmm4, %xmm2
	shufps	$1, %xmm2, %xmm1                # xmm1 = xmm1[1,0],xmm2[0,0]
	shufps	$226, %xmm2, %xmm1              # xmm1 = xmm1[2,0],xmm2[2,3]
	movaps	%xmm8, %xmm2
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm3, %xmm3
	cmpltps	%xmm3, %xmm2
	movaps	%xmm2, %xmm3
	andnps	%xmm1, %xmm3
	xorps	%xmm6, %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm3, %xmm1
	pshufd	$85, %xmm1, %xmm2               # xmm2 = xmm1[1,1,1,1]
	addps	%xmm1, %xmm2
	movss	112(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	movaps	64(%rsp), %xmm3                 # 16-byte Reload
	addss	%xmm3, %xmm3
	divss	%xmm1, %xmm3
	addss	%xmm4, %xmm3
	cmpltss	%xmm5, %xmm8
	movaps	%xmm8, %xmm1
	andps	%xmm3, %xmm1
	xorps	%xmm6, %xmm3
	andnps	%xmm3, %xmm8
	orps	%xmm1, %xmm8
	unpcklps	%xmm2, %xmm8                    # xmm8 = xmm8[0],xmm2[0],xmm8[1],xmm2[1]
	movaps	160(%rsp), %xmm2                # 16-byte Reload
	movaps	%xmm2, %xmm1
	shufps	$0, %xmm2, %xmm1                # xmm1 = xmm1[0,0],xmm2[0,0]
	mulps	%xmm8, %xmm1
	movaps	144(%rsp), %xmm6                # 16-byte Reload
	subps	%xmm1, %xmm6
	mulss	%xmm2, %xmm0
	movss	200(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	movss	%xmm1, 200(%rsp)                # 4-byte Spill
.Lsrbm_BB36_81:                              #   in Loop: Header=BB36_21 Depth=2
	movq	456(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB36_20
# %bb.82:                               #   in Loop: Header=BB36_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB36_20
# %bb.83:                               #   in Loop: Header=BB36_21 Depth=2
	movaps	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	400(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	movaps	.Lsrbm_CPI36_1(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 64(%rsp)                 # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r13
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	592(%rsp), %xmm0                # 16-byte Reload
	subss	224(%rsp), %xmm0                # 4-byte Folded Reload
	addss	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 272(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI36_1(%rip), %xmm0
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movaps	%xmm0, 224(%rsp)                # 16-byte Spill
	callq	*%r13
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	224(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	unpcklps	160(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0],xmm0[1],mem[1]
	addps	.Lsrbm_CPI36_3(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	224(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 64(%rsp)                 # 4-byte Spill
	movaps	224(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movaps	224(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movss	%xmm0, 256(%rsp)                # 4-byte Spill
	movaps	224(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	272(%rsp), %xmm8                # 16-byte Reload
	movss	.Lsrbm_CPI36_6(%rip), %xmm7          # xmm7 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	xorps	%xmm5, %xmm5
	movss	.Lsrbm_CPI36_4(%rip), %xmm4          # xmm4 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	ucomiss	%xmm8, %xmm5
	movss	256(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm7, %xmm1
	addss	%xmm0, %xmm0
	divss	%xmm1, %xmm0
	addss	%xmm4, %xmm0
	movaps	.Lsrbm_CPI36_5(%rip), %xmm6          # xmm6 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jbe	.Lsrbm_BB36_19
# %bb.84:                               #   in Loop: Header=BB36_21 Depth=2
	xorps	%xmm6, %xmm0
	jmp	.Lsrbm_BB36_19
	.p2align	4
.Lsrbm_BB36_85:                              # %.loopexit166
                                        #   in Loop: Header=BB36_17 Depth=1
	movq	464(%rsp), %r10                 # 8-byte Reload
	movq	%r10, %rax
	movq	176(%rsp), %rcx                 # 8-byte Reload
	imulq	%rcx, %rax
	movq	136(%rsp), %rdx                 # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rsi
	leaq	(%rsi,%rdx,4), %rdx
	movss	216(%rsp), %xmm0                # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rax,4)
	movq	424(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jae	.Lsrbm_BB36_87
# %bb.86:                               #   in Loop: Header=BB36_17 Depth=1
	imulq	%rcx, %rax
	movss	8(%rsp), %xmm0                  # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rax,4)
.Lsrbm_BB36_87:                              #   in Loop: Header=BB36_17 Depth=1
	movq	128(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r11, %rsi
	movq	440(%rsp), %rdi                 # 8-byte Reload
	movq	432(%rsp), %rax                 # 8-byte Reload
	jae	.Lsrbm_BB36_89
# %bb.88:                               #   in Loop: Header=BB36_17 Depth=1
	imulq	%rcx, %rsi
	movss	92(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rsi,4)
.Lsrbm_BB36_89:                              #   in Loop: Header=BB36_17 Depth=1
	cmpq	%r11, %rax
	movq	448(%rsp), %rsi                 # 8-byte Reload
	jae	.Lsrbm_BB36_91
# %bb.90:                               #   in Loop: Header=BB36_17 Depth=1
	imulq	%rcx, %rax
	movss	184(%rsp), %xmm0                # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rax,4)
.Lsrbm_BB36_91:                              #   in Loop: Header=BB36_17 Depth=1
	cmpq	%r11, %rdi
	movq	456(%rsp), %rax                 # 8-byte Reload
	jae	.Lsrbm_BB36_92
# %bb.94:                               #   in Loop: Header=BB36_17 Depth=1
	imulq	%rcx, %rdi
	movss	192(%rsp), %xmm0                # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rdi,4)
	cmpq	%r11, %rsi
	jb	.Lsrbm_BB36_95
.Lsrbm_BB36_93:                              #   in Loop: Header=BB36_17 Depth=1
	cmpq	%r11, %rax
	jae	.Lsrbm_BB36_16
	jmp	.Lsrbm_BB36_96
	.p2align	4
.Lsrbm_BB36_92:                              #   in Loop: Header=BB36_17 Depth=1
	cmpq	%r11, %rsi
	jae	.Lsrbm_BB36_93
.Lsrbm_BB36_95:                              #   in Loop: Header=BB36_17 Depth=1
	imulq	%rcx, %rsi
	movss	200(%rsp), %xmm0                # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rsi,4)
	cmpq	%r11, %rax
	jae	.Lsrbm_BB36_16
.Lsrbm_BB36_96:                              #   in Loop: Header=BB36_17 Depth=1
	imulq	%rcx, %rax
	movss	208(%rsp), %xmm0                # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rdx,%rax,4)
	jmp	.Lsrbm_BB36_16
.Lsrbm_BB36_97:                              # %.loopexit167
	cmpl	$0, 252(%rsp)                   # 4-byte Folded Reload
	movq	176(%rsp), %r8                  # 8-byte Reload
	movq	136(%rsp), %rax                 # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rcx
	leaq	(%rcx,%rax,4), %r9
	jle	.Lsrbm_BB36_108
# %bb.98:
	movl	248(%rsp), %eax                 # 4-byte Reload
	cmpl	$2, %eax
	movl	$1, %r12d
	cmovgel	%eax, %r12d
	movslq	480(%rsp), %rax                 # 4-byte Folded Reload
	leaq	880(%rsp), %r10
	movslq	20(%r10), %r14
	movq	344(%rsp), %rdx                 # 8-byte Reload
	imulq	%rdx, %r14
	movslq	16(%r10), %rcx
	imulq	%rdx, %rcx
	addq	%rax, %rcx
	movq	312(%rsp), %rsi                 # 8-byte Reload
	imulq	%rsi, %rcx
	movq	136(%rsp), %rdi                 # 8-byte Reload
	movq	488(%rsp), %rbx                 # 8-byte Reload
	leaq	(%rbx,%rdi), %rdx
	leaq	(,%rdx,4), %rdx
	leaq	(%rdx,%rcx,4), %r15
	movq	%r12, %rcx
	addq	248(%r10), %r15
	movq	%rsi, %rdx
	imulq	%rax, %rdx
	addq	%rdi, %rdx
	addq	%rbx, %rdx
	shlq	$2, %rdx
	movq	208(%r10), %rdi
	addq	%rdx, %rdi
	movq	%rdi, 208(%rsp)                 # 8-byte Spill
	addq	192(%r10), %rdx
	movq	%rdx, 216(%rsp)                 # 8-byte Spill
	leaq	(,%r8,4), %rdx
	addq	%rax, %r14
	movq	352(%rsp), %rbx                 # 8-byte Reload
	addq	64(%r10), %r14
	leaq	(,%rsi,4), %rsi
	xorl	%ebp, %ebp
	movaps	.Lsrbm_CPI36_5(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorl	%r12d, %r12d
	movq	%rcx, 96(%rsp)                  # 8-byte Spill
	movq	%rdx, 200(%rsp)                 # 8-byte Spill
	movq	%rsi, 192(%rsp)                 # 8-byte Spill
	movq	%r15, 184(%rsp)                 # 8-byte Spill
	jmp	.Lsrbm_BB36_102
.Lsrbm_BB36_99:                              # %invertbb1.i.i157
                                        #   in Loop: Header=BB36_102 Depth=1
	movaps	.Lsrbm_CPI36_5(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm0, %xmm1
	movaps	%xmm1, 48(%rsp)                 # 16-byte Spill
	movaps	%xmm1, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %r15
	callq	*%r15
	movaps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_6(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm0, %xmm1
	mulss	%xmm1, %xmm1
	movss	%xmm1, 8(%rsp)                  # 4-byte Spill
	movaps	48(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r15
	movaps	.Lsrbm_CPI36_5(%rip), %xmm4          # xmm4 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	divss	8(%rsp), %xmm0                  # 4-byte Folded Reload
.Lsrbm_BB36_100:                             # %share_up_by_1_f32.exit
                                        #   in Loop: Header=BB36_102 Depth=1
	movss	.Lsrbm_CPI36_6(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movss	128(%rsp), %xmm2                # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	divss	%xmm2, %xmm1
	mulss	%xmm2, %xmm2
	movaps	16(%rsp), %xmm3                 # 16-byte Reload
	xorps	%xmm4, %xmm3
	divss	%xmm2, %xmm3
	movss	224(%rsp), %xmm2                # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	mulss	%xmm2, %xmm3
	mulss	%xmm2, %xmm1
	addss	%xmm0, %xmm0
	mulss	%xmm1, %xmm0
	movss	144(%rsp), %xmm1                # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	mulss	320(%rsp), %xmm1                # 4-byte Folded Reload
	addss	%xmm0, %xmm1
	movaps	%xmm3, %xmm2
	movq	176(%rsp), %r8                  # 8-byte Reload
	movq	136(%rsp), %rax                 # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rcx
	leaq	(%rcx,%rax,4), %r9
	movq	40(%rsp), %r11                  # 8-byte Reload
	movq	96(%rsp), %rcx                  # 8-byte Reload
	movq	200(%rsp), %rdx                 # 8-byte Reload
	movq	192(%rsp), %rsi                 # 8-byte Reload
	movaps	%xmm4, %xmm0
	movq	184(%rsp), %r15                 # 8-byte Reload
.Lsrbm_BB36_101:                             #   in Loop: Header=BB36_102 Depth=1
	imulq	%r8, %r13
	addss	(%r9,%r13,4), %xmm2
	movss	%xmm2, (%r9,%r13,4)
	movss	%xmm1, (%r15,%rbp)
	incq	%r12
	addq	%rdx, %rbx
	addq	%rsi, %rbp
	cmpq	%r12, %rcx
	je	.Lsrbm_BB36_108
.Lsrbm_BB36_102:                             # =>This Inner Loop Header: Depth=1
	movzbl	(%r14,%r12), %r13d
	movss	(%rbx), %xmm1                   # xmm1 = mem[0],zero,zero,zero
	movq	304(%rsp), %rax                 # 8-byte Reload
	movss	(%rbx,%rax,4), %xmm2            # xmm2 = mem[0],zero,zero,zero
	cmpb	$0, 15(%rsp)                    # 1-byte Folded Reload
	jne	.Lsrbm_BB36_101
# %bb.103:                              #   in Loop: Header=BB36_102 Depth=1
	movss	%xmm2, 224(%rsp)                # 4-byte Spill
	movss	%xmm1, 144(%rsp)                # 4-byte Spill
	movq	216(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%rbp), %xmm2              # xmm2 = mem[0],zero,zero,zero
	movl	%r13d, %eax
	imulq	312(%rsp), %rax                 # 8-byte Folded Reload
	movq	416(%rsp), %rcx                 # 8-byte Reload
	movss	(%rcx,%rax,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movss	%xmm1, 128(%rsp)                # 4-byte Spill
	movq	208(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%rbp), %xmm1              # xmm1 = mem[0],zero,zero,zero
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movaps	%xmm2, 48(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI36_2(%rip), %xmm2
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm2
	jae	.Lsrbm_BB36_105
# %bb.104:                              # %invertbb2.i.i
                                        #   in Loop: Header=BB36_102 Depth=1
	movaps	%xmm2, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %r15
	movaps	%xmm2, 320(%rsp)                # 16-byte Spill
	callq	*%r15
	movaps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_6(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm2, %xmm1
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	divss	%xmm1, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 8(%rsp)                  # 4-byte Spill
	movaps	320(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	mulss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	jmp	.Lsrbm_BB36_106
.Lsrbm_BB36_105:                             # %invertbb1.i.i
                                        #   in Loop: Header=BB36_102 Depth=1
	xorps	%xmm0, %xmm2
	movaps	%xmm2, 320(%rsp)                # 16-byte Spill
	movaps	%xmm2, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %r15
	callq	*%r15
	addss	.Lsrbm_CPI36_6(%rip), %xmm0
	mulss	%xmm0, %xmm0
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	320(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	divss	8(%rsp), %xmm0                  # 4-byte Folded Reload
.Lsrbm_BB36_106:                             # %share_down_by_1_f32.exit
                                        #   in Loop: Header=BB36_102 Depth=1
	mulss	.Lsrbm_CPI36_2(%rip), %xmm0
	movss	%xmm0, 320(%rsp)                # 4-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	addss	%xmm1, %xmm1
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm1
	jae	.Lsrbm_BB36_99
# %bb.107:                              # %invertbb2.i.i162
                                        #   in Loop: Header=BB36_102 Depth=1
	movaps	%xmm1, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %r15
	movaps	%xmm1, 48(%rsp)                 # 16-byte Spill
	callq	*%r15
	movaps	%xmm0, %xmm1
	movss	.Lsrbm_CPI36_6(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm2, %xmm1
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	divss	%xmm1, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 8(%rsp)                  # 4-byte Spill
	movaps	48(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r15
	mulss	8(%rsp), %xmm0                  # 4-byte Folded Reload
	movaps	.Lsrbm_CPI36_5(%rip), %xmm4          # xmm4 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB36_100
.Lsrbm_BB36_108:                             # %.loopexit165
	testl	%r11d, %r11d
	movq	312(%rsp), %r10                 # 8-byte Reload
	jle	.Lsrbm_BB36_121
# %bb.109:
	leaq	880(%rsp), %rax
	movq	264(%rax), %rcx
	movslq	(%rax), %rax
	imulq	520(%rsp), %rax                 # 8-byte Folded Reload
	addq	344(%rsp), %rax                 # 8-byte Folded Reload
	cmpl	$8, %r11d
	jb	.Lsrbm_BB36_110
# %bb.111:
	movl	%r8d, %edx
	xorl	$1, %edx
	movl	%r10d, %esi
	xorl	$1, %esi
	orl	%edx, %esi
	je	.Lsrbm_BB36_113
.Lsrbm_BB36_110:
	xorl	%edx, %edx
.Lsrbm_BB36_116:
	imulq	%r11, %rax
	movq	496(%rsp), %rsi                 # 8-byte Reload
	leaq	(%rcx,%rsi,4), %rcx
	movq	%rdx, %rsi
	testb	$1, %r11b
	je	.Lsrbm_BB36_118
# %bb.117:
	movq	%rdx, %rsi
	imulq	%r8, %rsi
	movss	(%r9,%rsi,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	leaq	(%rdx,%rax), %rsi
	imulq	%r10, %rsi
	movss	%xmm0, (%rcx,%rsi,4)
	movq	%rdx, %rsi
	orq	$1, %rsi
.Lsrbm_BB36_118:
	leaq	-1(%r11), %rdi
	cmpq	%rdi, %rdx
	je	.Lsrbm_BB36_121
# %bb.119:                              # %.preheader.preheader
	subq	%rsi, %r11
	leaq	(%rsi,%rax), %rdx
	addq	%rsi, %rax
	incq	%rax
	imulq	%r10, %rax
	leaq	1(%rsi), %rdi
	imulq	%r8, %rdi
	imulq	%r10, %rdx
	shlq	$3, %r10
	imulq	%r8, %rsi
	leaq	(,%r8,8), %r8
	.p2align	4
.Lsrbm_BB36_120:                             # %.preheader
                                        # =>This Inner Loop Header: Depth=1
	movss	(%r9,%rsi,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rcx,%rdx,4)
	movss	(%r9,%rdi,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, (%rcx,%rax,4)
	addq	%r10, %rcx
	addq	%r8, %r9
	addq	$-2, %r11
	jne	.Lsrbm_BB36_120
	jmp	.Lsrbm_BB36_121
.Lsrbm_BB36_113:
	movl	%r11d, %edx
	andl	$2147483640, %edx               # imm = 0x7FFFFFF8
	movl	%r11d, %esi
	shrl	$3, %esi
	andl	$268435455, %esi                # imm = 0xFFFFFFF
	shlq	$5, %rsi
	movq	%rax, %rdi
	imulq	%r11, %rdi
	movq	496(%rsp), %r8                  # 8-byte Reload
	leaq	(,%r8,4), %r8
	leaq	(%r8,%rdi,4), %rdi
	addq	%rcx, %rdi
	addq	$16, %rdi
	movq	136(%rsp), %r8                  # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %r9
	leaq	(%r9,%r8,4), %r8
	addq	$16, %r8
	xorl	%r9d, %r9d
	.p2align	4
.Lsrbm_BB36_114:                             # =>This Inner Loop Header: Depth=1
	movups	-16(%r8,%r9), %xmm0
	movups	(%r8,%r9), %xmm1
	movups	%xmm0, -16(%rdi,%r9)
	movups	%xmm1, (%rdi,%r9)
	addq	$32, %r9
	cmpq	%r9, %rsi
	jne	.Lsrbm_BB36_114
# %bb.115:
	cmpl	%r11d, %edx
	movq	176(%rsp), %r8                  # 8-byte Reload
	movq	512(%rsp), %r9                  # 8-byte Reload
	jne	.Lsrbm_BB36_116
.Lsrbm_BB36_121:                             # %.loopexit
	addq	$824, %rsp                      # imm = 0x338
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end36:
	.size	hidden_reverse_f32, .Lfunc_end36-hidden_reverse_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_reverse_f64
.Lsrbm_CPI37_0:
	.zero	8
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI37_1:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI37_3:
	.quad	0x3ff0000000000000              # double 1
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI37_5:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI37_2:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI37_4:
	.quad	0xbff0000000000000              # double -1
.Lsrbm_CPI37_6:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	hidden_reverse_f64
	.p2align	4
	.type	hidden_reverse_f64,@function
hidden_reverse_f64:                     # @hidden_reverse_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$856, %rsp                      # imm = 0x358
	.cfi_def_cfa_offset 912
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rdx
	movslq	4(%rax), %rsi
	movslq	16(%rax), %rcx
	imulq	%rsi, %rcx
	movslq	%ecx, %r9
	movq	%rdx, 136(%rsp)                 # 8-byte Spill
	leaq	(%r9,%rdx), %r8
	movslq	920(%rsp), %rdi
	movq	%r8, 528(%rsp)                  # 8-byte Spill
	cmpl	%edi, %r8d
	jge	.Lsrbm_BB37_121
# %bb.1:
	movq	%r9, 520(%rsp)                  # 8-byte Spill
	leaq	912(%rsp), %r10
	movslq	12(%rax), %rdx
	movslq	8(%rax), %r11
	movq	%rdx, 552(%rsp)                 # 8-byte Spill
	shlq	$5, %rdx
	movl	12(%r10), %ebx
	movq	%rdx, 512(%rsp)                 # 8-byte Spill
	subl	%edx, %ebx
	cmpl	$32, %ebx
	movl	$32, %eax
	cmovll	%ebx, %eax
	movl	%eax, 264(%rsp)                 # 4-byte Spill
	movq	160(%r10), %rax
	movzbl	(%rax,%r11), %eax
	movb	%al, 15(%rsp)                   # 1-byte Spill
	leaq	_ZL12shared_bytes(%rip), %rdx
	movq	136(%rsp), %rax                 # 8-byte Reload
	leaq	(%rdx,%rax,8), %r8
	movslq	4(%r10), %r9
	movl	%r9d, %eax
	imull	%esi, %eax
	movslq	%eax, %rdx
	movq	%r8, 544(%rsp)                  # 8-byte Spill
	leaq	(%r8,%rdx,8), %rax
	movq	%rax, 384(%rsp)                 # 8-byte Spill
	movq	%rsi, %rax
	movq	%rsi, 192(%rsp)                 # 8-byte Spill
	shll	$5, %eax
	movslq	%eax, %r14
	movq	%r9, 40(%rsp)                   # 8-byte Spill
	movq	%r9, %rax
	movq	%r11, 376(%rsp)                 # 8-byte Spill
	imulq	%r11, %rax
	movq	%rax, %rsi
	movq	%rdi, 336(%rsp)                 # 8-byte Spill
	imulq	%rdi, %rsi
	shlq	$3, %rsi
	addq	152(%r10), %rsi
	movl	%ebx, 268(%rsp)                 # 4-byte Spill
	testl	%ebx, %ebx
	movq	%r14, 328(%rsp)                 # 8-byte Spill
	jle	.Lsrbm_BB37_14
# %bb.2:
	movl	264(%rsp), %r8d                 # 4-byte Reload
	cmpl	$2, %r8d
	movl	$1, %edi
	cmovgel	%r8d, %edi
	xorl	%r8d, %r8d
	cmpl	$1, 192(%rsp)                   # 4-byte Folded Reload
	jne	.Lsrbm_BB37_7
# %bb.3:
	cmpl	$4, 268(%rsp)                   # 4-byte Folded Reload
	jb	.Lsrbm_BB37_7
# %bb.4:
	movl	%edi, %r8d
	andl	$60, %r8d
	leaq	(,%r14,8), %r9
	xorpd	%xmm0, %xmm0
	movq	384(%rsp), %r10                 # 8-byte Reload
	movq	%r8, %r11
	.p2align	4
.Lsrbm_BB37_5:                               # =>This Inner Loop Header: Depth=1
	movupd	%xmm0, 16(%r10,%r9)
	movupd	%xmm0, (%r10,%r9)
	movupd	%xmm0, 16(%r10)
	movupd	%xmm0, (%r10)
	addq	$32, %r10
	addq	$-4, %r11
	jne	.Lsrbm_BB37_5
# %bb.6:
	cmpl	%edi, %r8d
	je	.Lsrbm_BB37_14
.Lsrbm_BB37_7:
	movq	%rdi, %r9
	movq	%r8, %r12
	andq	$3, %r9
	je	.Lsrbm_BB37_11
# %bb.8:                                # %.preheader170.preheader
	movq	%r8, %r10
	movq	192(%rsp), %rbx                 # 8-byte Reload
	imulq	%rbx, %r10
	movq	136(%rsp), %r11                 # 8-byte Reload
	leaq	(,%r11,8), %r11
	leaq	(%r11,%r10,8), %r10
	leaq	(%r10,%rdx,8), %r10
	leaq	_ZL12shared_bytes(%rip), %r11
	addq	%r11, %r10
	leaq	(,%rbx,8), %r11
	negq	%r9
	xorl	%ebx, %ebx
	.p2align	4
.Lsrbm_BB37_9:                               # %.preheader170
                                        # =>This Inner Loop Header: Depth=1
	movq	$0, (%r10,%r14,8)
	movq	$0, (%r10)
	decq	%rbx
	addq	%r11, %r10
	cmpq	%rbx, %r9
	jne	.Lsrbm_BB37_9
# %bb.10:                               # %.loopexit171.loopexit
	movq	%r8, %r12
	subq	%rbx, %r12
.Lsrbm_BB37_11:                              # %.loopexit171
	subq	%rdi, %r8
	cmpq	$-4, %r8
	ja	.Lsrbm_BB37_14
# %bb.12:                               # %.preheader168.preheader
	movq	%r12, %r8
	subq	%rdi, %r8
	leaq	3(%r12), %rdi
	movq	192(%rsp), %rbp                 # 8-byte Reload
	imulq	%rbp, %rdi
	movq	136(%rsp), %r9                  # 8-byte Reload
	leaq	(,%r9,8), %r13
	leaq	(,%rdi,8), %r10
	addq	%r13, %r10
	leaq	_ZL12shared_bytes(%rip), %r15
	leaq	(%r15,%r10), %rdi
	movq	%rbp, %r9
	shlq	$5, %r9
	movq	328(%rsp), %r11                 # 8-byte Reload
	leaq	(%r10,%r11,8), %r10
	addq	%r15, %r10
	leaq	2(%r12), %r11
	imulq	%rbp, %r11
	leaq	(,%r11,8), %rbx
	addq	%r13, %rbx
	movq	%r13, 48(%rsp)                  # 8-byte Spill
	leaq	(%r15,%rbx), %r11
	movq	328(%rsp), %r14                 # 8-byte Reload
	leaq	(%rbx,%r14,8), %rbx
	addq	%r15, %rbx
	leaq	1(%r12), %r14
	imulq	%rbp, %r14
	leaq	(,%r14,8), %r15
	addq	%r13, %r15
	leaq	_ZL12shared_bytes(%rip), %r14
	addq	%r15, %r14
	movq	328(%rsp), %r13                 # 8-byte Reload
	leaq	(%r15,%r13,8), %r15
	leaq	_ZL12shared_bytes(%rip), %r13
	addq	%r13, %r15
	imulq	%rbp, %r12
	movq	48(%rsp), %r13                  # 8-byte Reload
	leaq	(%r13,%r12,8), %r13
	leaq	_ZL12shared_bytes(%rip), %r12
	addq	%r13, %r12
	movq	328(%rsp), %rbp                 # 8-byte Reload
	leaq	(%r13,%rbp,8), %r13
	leaq	_ZL12shared_bytes(%rip), %rbp
	addq	%rbp, %r13
	.p2align	4
.Lsrbm_BB37_13:                              # %.preheader168
                                        # =>This Inner Loop Header: Depth=1
	movq	$0, (%r13,%rdx,8)
	movq	$0, (%r12,%rdx,8)
	movq	$0, (%r15,%rdx,8)
	movq	$0, (%r14,%rdx,8)
	movq	$0, (%rbx,%rdx,8)
	movq	$0, (%r11,%rdx,8)
	movq	$0, (%r10,%rdx,8)
	movq	$0, (%rdi,%rdx,8)
	addq	%r9, %rdi
	addq	%r9, %r10
	addq	%r9, %r11
	addq	%r9, %rbx
	addq	%r9, %r14
	addq	%r9, %r15
	addq	%r9, %r12
	addq	%r9, %r13
	addq	$4, %r8
	jne	.Lsrbm_BB37_13
.Lsrbm_BB37_14:                              # %.loopexit169
	movq	136(%rsp), %rdx                 # 8-byte Reload
	movq	520(%rsp), %rdi                 # 8-byte Reload
	addq	%rdi, %rdx
	leaq	(%rsi,%rdx,8), %rdx
	movq	%rdx, 448(%rsp)                 # 8-byte Spill
	movq	40(%rsp), %r11                  # 8-byte Reload
	testl	%r11d, %r11d
	jle	.Lsrbm_BB37_97
# %bb.15:
	movl	264(%rsp), %edx                 # 4-byte Reload
	cmpl	$2, %edx
	movl	$1, %esi
	cmovgel	%edx, %esi
	movq	%rsi, 616(%rsp)                 # 8-byte Spill
	leal	-1(%r11), %edx
	movl	%edx, 508(%rsp)                 # 4-byte Spill
	leaq	912(%rsp), %r15
	movslq	20(%r15), %r13
	imulq	376(%rsp), %r13                 # 8-byte Folded Reload
	movq	224(%r15), %rsi
	movslq	16(%r15), %rdx
	movq	192(%r15), %rdi
	movq	%rdi, 576(%rsp)                 # 8-byte Spill
	leaq	48(,%rax,8), %rdi
	movq	512(%rsp), %r12                 # 8-byte Reload
	leaq	(,%r12,8), %r9
	leaq	40(,%rax,8), %r8
	leaq	32(,%rax,8), %r10
	leaq	24(,%rax,8), %r11
	leaq	16(,%rax,8), %rbx
	leaq	8(,%rax,8), %r14
	imulq	%rdx, %rax
	leaq	(%r9,%rax,8), %rax
	movq	200(%r15), %r9
	movq	%r9, 568(%rsp)                  # 8-byte Spill
	imulq	%rdx, %rdi
	leaq	(%rdi,%r12,8), %rdi
	addq	%rsi, %rdi
	movq	%rdi, 432(%rsp)                 # 8-byte Spill
	imulq	%rdx, %r8
	leaq	(%r8,%r12,8), %rdi
	addq	%rsi, %rdi
	movq	%rdi, 424(%rsp)                 # 8-byte Spill
	imulq	%rdx, %r10
	leaq	(%r10,%r12,8), %rdi
	addq	%rsi, %rdi
	movq	%rdi, 416(%rsp)                 # 8-byte Spill
	imulq	%rdx, %r11
	leaq	(%r11,%r12,8), %rdi
	movq	40(%rsp), %r11                  # 8-byte Reload
	addq	%rsi, %rdi
	movq	%rdi, 408(%rsp)                 # 8-byte Spill
	imulq	%rdx, %rbx
	leaq	(%rbx,%r12,8), %rdi
	addq	%rsi, %rdi
	movq	%rdi, 400(%rsp)                 # 8-byte Spill
	imulq	%rdx, %r14
	leaq	(%r14,%r12,8), %rdi
	addq	%rsi, %rdi
	movq	%rdi, 392(%rsp)                 # 8-byte Spill
	addq	%rsi, %rax
	movq	%rax, 440(%rsp)                 # 8-byte Spill
	movq	336(%rsp), %rsi                 # 8-byte Reload
	movq	%rsi, %rax
	imulq	%r12, %rax
	addq	136(%rsp), %rax                 # 8-byte Folded Reload
	addq	%rcx, %rax
	movq	%rax, 536(%rsp)                 # 8-byte Spill
	movq	208(%r15), %rax
	movq	%rax, 560(%rsp)                 # 8-byte Spill
	imulq	$56, %rdx, %rax
	movq	%rax, 584(%rsp)                 # 8-byte Spill
	addq	%r12, %r13
	addq	64(%r15), %r13
	movq	%r13, 608(%rsp)                 # 8-byte Spill
	movq	192(%rsp), %rax                 # 8-byte Reload
	leaq	(,%rax,8), %rax
	movq	%rax, 600(%rsp)                 # 8-byte Spill
	leaq	(,%rsi,8), %rax
	movq	%rax, 592(%rsp)                 # 8-byte Spill
	xorl	%r10d, %r10d
	movq	__nv_exp@GOTPCREL(%rip), %r13
	jmp	.Lsrbm_BB37_17
	.p2align	4
.Lsrbm_BB37_16:                              #   in Loop: Header=BB37_17 Depth=1
	addq	$7, %r10
	movq	584(%rsp), %rax                 # 8-byte Reload
	addq	%rax, 432(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 424(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 416(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 408(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 400(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 392(%rsp)                 # 8-byte Folded Spill
	addq	%rax, 440(%rsp)                 # 8-byte Folded Spill
	cmpq	%r11, %r10
	jae	.Lsrbm_BB37_97
.Lsrbm_BB37_17:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB37_21 Depth 2
	movl	508(%rsp), %r9d                 # 4-byte Reload
	cmpl	%r9d, %r10d
	movl	%r9d, %eax
	cmovll	%r10d, %eax
	leaq	1(%r10), %rdx
	cmpl	%r9d, %edx
	movl	%r9d, %ecx
	movq	%rdx, 456(%rsp)                 # 8-byte Spill
	cmovll	%edx, %ecx
	leaq	2(%r10), %rsi
	cmpl	%r9d, %esi
	movl	%r9d, %edx
	movq	%rsi, 128(%rsp)                 # 8-byte Spill
	cmovll	%esi, %edx
	leaq	3(%r10), %rdi
	cmpl	%r9d, %edi
	movl	%r9d, %esi
	movq	%rdi, 464(%rsp)                 # 8-byte Spill
	cmovll	%edi, %esi
	leaq	4(%r10), %r8
	cmpl	%r9d, %r8d
	movl	%r9d, %edi
	movq	%r8, 472(%rsp)                  # 8-byte Spill
	cmovll	%r8d, %edi
	leaq	5(%r10), %rbx
	cmpl	%r9d, %ebx
	movl	%r9d, %r8d
	movq	%rbx, 480(%rsp)                 # 8-byte Spill
	cmovll	%ebx, %r8d
	movq	%r10, 496(%rsp)                 # 8-byte Spill
	addq	$6, %r10
	cmpl	%r9d, %r10d
	movq	%r10, 488(%rsp)                 # 8-byte Spill
	cmovll	%r10d, %r9d
	xorpd	%xmm0, %xmm0
	movsd	%xmm0, 232(%rsp)                # 8-byte Spill
	movsd	%xmm0, 72(%rsp)                 # 8-byte Spill
	movsd	%xmm0, 344(%rsp)                # 8-byte Spill
	movsd	%xmm0, 200(%rsp)                # 8-byte Spill
	movsd	%xmm0, 208(%rsp)                # 8-byte Spill
	movsd	%xmm0, 216(%rsp)                # 8-byte Spill
	movsd	%xmm0, 224(%rsp)                # 8-byte Spill
	cmpl	$0, 268(%rsp)                   # 4-byte Folded Reload
	jle	.Lsrbm_BB37_85
# %bb.18:                               #   in Loop: Header=BB37_17 Depth=1
	cltq
	movq	336(%rsp), %r10                 # 8-byte Reload
	imulq	%r10, %rax
	movslq	%ecx, %rcx
	imulq	%r10, %rcx
	movslq	%edx, %rdx
	imulq	%r10, %rdx
	movslq	%esi, %rsi
	imulq	%r10, %rsi
	movslq	%edi, %rdi
	imulq	%r10, %rdi
	movslq	%r8d, %r8
	imulq	%r10, %r8
	movslq	%r9d, %r9
	imulq	%r10, %r9
	movq	448(%rsp), %r10                 # 8-byte Reload
	movsd	(%r10,%rax,8), %xmm1            # xmm1 = mem[0],zero
	movsd	(%r10,%rcx,8), %xmm2            # xmm2 = mem[0],zero
	movsd	(%r10,%rdx,8), %xmm3            # xmm3 = mem[0],zero
	movsd	(%r10,%rsi,8), %xmm4            # xmm4 = mem[0],zero
	movsd	(%r10,%rdi,8), %xmm5            # xmm5 = mem[0],zero
	movsd	(%r10,%r8,8), %xmm6             # xmm6 = mem[0],zero
	movsd	(%r10,%r9,8), %xmm7             # xmm7 = mem[0],zero
	movapd	.Lsrbm_CPI37_0(%rip), %xmm0          # xmm0 = [u,1.0E+0]
	movapd	%xmm0, %xmm8
	movapd	%xmm7, 624(%rsp)                # 16-byte Spill
	movsd	%xmm7, %xmm8                    # xmm8 = xmm7[0],xmm8[1]
	movapd	%xmm8, 832(%rsp)                # 16-byte Spill
	movapd	%xmm0, %xmm7
	movapd	%xmm6, 640(%rsp)                # 16-byte Spill
	movsd	%xmm6, %xmm7                    # xmm7 = xmm6[0],xmm7[1]
	movapd	%xmm7, 816(%rsp)                # 16-byte Spill
	movapd	%xmm0, %xmm6
	movapd	%xmm5, 656(%rsp)                # 16-byte Spill
	movsd	%xmm5, %xmm6                    # xmm6 = xmm5[0],xmm6[1]
	movapd	%xmm6, 800(%rsp)                # 16-byte Spill
	movapd	%xmm0, %xmm5
	movapd	%xmm4, 672(%rsp)                # 16-byte Spill
	movsd	%xmm4, %xmm5                    # xmm5 = xmm4[0],xmm5[1]
	movapd	%xmm5, 784(%rsp)                # 16-byte Spill
	movapd	%xmm0, %xmm4
	movapd	%xmm3, 688(%rsp)                # 16-byte Spill
	movsd	%xmm3, %xmm4                    # xmm4 = xmm3[0],xmm4[1]
	movapd	%xmm4, 768(%rsp)                # 16-byte Spill
	movapd	%xmm0, %xmm3
	movapd	%xmm2, 704(%rsp)                # 16-byte Spill
	movsd	%xmm2, %xmm3                    # xmm3 = xmm2[0],xmm3[1]
	movapd	%xmm3, 752(%rsp)                # 16-byte Spill
	movapd	%xmm1, 720(%rsp)                # 16-byte Spill
	movsd	%xmm1, %xmm0                    # xmm0 = xmm1[0],xmm0[1]
	movapd	%xmm0, 736(%rsp)                # 16-byte Spill
	xorpd	%xmm0, %xmm0
	movsd	%xmm0, 232(%rsp)                # 8-byte Spill
	movq	576(%rsp), %r14                 # 8-byte Reload
	movq	568(%rsp), %rax                 # 8-byte Reload
	movq	%rax, 352(%rsp)                 # 8-byte Spill
	movq	560(%rsp), %rbx                 # 8-byte Reload
	movq	384(%rsp), %rbp                 # 8-byte Reload
	movsd	%xmm0, 72(%rsp)                 # 8-byte Spill
	xorl	%r12d, %r12d
	movsd	%xmm0, 344(%rsp)                # 8-byte Spill
	movsd	%xmm0, 200(%rsp)                # 8-byte Spill
	movsd	%xmm0, 208(%rsp)                # 8-byte Spill
	movsd	%xmm0, 216(%rsp)                # 8-byte Spill
	movsd	%xmm0, 224(%rsp)                # 8-byte Spill
	jmp	.Lsrbm_BB37_21
	.p2align	4
.Lsrbm_BB37_19:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	304(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	112(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	16(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	80(%rsp), %xmm2                 # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	176(%rsp), %xmm6                # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	96(%rsp), %xmm2                 # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	movapd	144(%rsp), %xmm6                # 16-byte Reload
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	224(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 224(%rsp)                # 8-byte Spill
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_20:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, %xmm0
	unpckhpd	%xmm6, %xmm0                    # xmm0 = xmm0[1],xmm6[1]
	addsd	(%rbp), %xmm0
	movsd	%xmm0, (%rbp)
	movq	328(%rsp), %rax                 # 8-byte Reload
	addsd	(%rbp,%rax,8), %xmm6
	movsd	%xmm6, (%rbp,%rax,8)
	incq	%r12
	addq	600(%rsp), %rbp                 # 8-byte Folded Reload
	movq	592(%rsp), %rax                 # 8-byte Reload
	addq	%rax, %rbx
	addq	%rax, 352(%rsp)                 # 8-byte Folded Spill
	addq	%rax, %r14
	cmpq	%r12, 616(%rsp)                 # 8-byte Folded Reload
	je	.Lsrbm_BB37_85
.Lsrbm_BB37_21:                              #   Parent Loop BB37_17 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	608(%rsp), %rax                 # 8-byte Reload
	movzbl	(%rax,%r12), %r15d
	movq	%r15, %rax
	imulq	336(%rsp), %rax                 # 8-byte Folded Reload
	movq	448(%rsp), %rcx                 # 8-byte Reload
	movsd	(%rcx,%rax,8), %xmm2            # xmm2 = mem[0],zero
	cmpb	$0, 15(%rsp)                    # 1-byte Folded Reload
	je	.Lsrbm_BB37_26
# %bb.22:                               #   in Loop: Header=BB37_21 Depth=2
	movsd	%xmm2, 240(%rsp)                # 8-byte Spill
	movq	536(%rsp), %rax                 # 8-byte Reload
	movsd	(%r14,%rax,8), %xmm0            # xmm0 = mem[0],zero
	movapd	%xmm0, 48(%rsp)                 # 16-byte Spill
	xorpd	%xmm6, %xmm6
	movq	496(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_48
# %bb.23:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_48
# %bb.24:                               #   in Loop: Header=BB37_21 Depth=2
	movq	440(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 80(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 176(%rsp)                # 16-byte Spill
	movapd	720(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 288(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 144(%rsp)                # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movaps	80(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	176(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 80(%rsp)                 # 8-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 272(%rsp)                # 8-byte Spill
	movapd	144(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movapd	288(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	272(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	ja	.Lsrbm_BB37_49
# %bb.25:                               #   in Loop: Header=BB37_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_50
	.p2align	4
.Lsrbm_BB37_26:                              #   in Loop: Header=BB37_21 Depth=2
	movq	536(%rsp), %rax                 # 8-byte Reload
	movq	352(%rsp), %rcx                 # 8-byte Reload
	movsd	(%rcx,%rax,8), %xmm1            # xmm1 = mem[0],zero
	movsd	(%rbx,%rax,8), %xmm0            # xmm0 = mem[0],zero
	divsd	%xmm2, %xmm0
	xorpd	%xmm6, %xmm6
	movq	496(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_29
# %bb.27:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_29
# %bb.28:                               #   in Loop: Header=BB37_21 Depth=2
	movq	440(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm6            # xmm6 = mem[0],zero
	movapd	720(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	%xmm0, %xmm4
	divsd	%xmm3, %xmm4
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	movapd	736(%rsp), %xmm5                # 16-byte Reload
	divpd	%xmm3, %xmm5
	mulsd	%xmm6, %xmm4
	unpcklpd	%xmm6, %xmm6                    # xmm6 = xmm6[0,0]
	mulpd	%xmm5, %xmm6
	xorpd	%xmm2, %xmm2
	addpd	%xmm2, %xmm6
	movsd	232(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm4, %xmm2
	movsd	%xmm2, 232(%rsp)                # 8-byte Spill
.Lsrbm_BB37_29:                              #   in Loop: Header=BB37_21 Depth=2
	movq	456(%rsp), %rcx                 # 8-byte Reload
	cmpq	%r11, %rcx
	movq	128(%rsp), %rax                 # 8-byte Reload
	jge	.Lsrbm_BB37_32
# %bb.30:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rcx
	je	.Lsrbm_BB37_32
# %bb.31:                               #   in Loop: Header=BB37_21 Depth=2
	movq	392(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm2            # xmm2 = mem[0],zero
	movq	128(%rsp), %rax                 # 8-byte Reload
	movapd	704(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	%xmm0, %xmm4
	divsd	%xmm3, %xmm4
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	movapd	752(%rsp), %xmm5                # 16-byte Reload
	divpd	%xmm3, %xmm5
	mulsd	%xmm2, %xmm4
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	mulpd	%xmm5, %xmm2
	addpd	%xmm2, %xmm6
	movsd	72(%rsp), %xmm2                 # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm4, %xmm2
	movsd	%xmm2, 72(%rsp)                 # 8-byte Spill
.Lsrbm_BB37_32:                              #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_35
# %bb.33:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_35
# %bb.34:                               #   in Loop: Header=BB37_21 Depth=2
	movq	400(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm2            # xmm2 = mem[0],zero
	movapd	688(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	%xmm0, %xmm4
	divsd	%xmm3, %xmm4
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	movapd	768(%rsp), %xmm5                # 16-byte Reload
	divpd	%xmm3, %xmm5
	mulsd	%xmm2, %xmm4
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	mulpd	%xmm5, %xmm2
	addpd	%xmm2, %xmm6
	movsd	344(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm4, %xmm2
	movsd	%xmm2, 344(%rsp)                # 8-byte Spill
.Lsrbm_BB37_35:                              #   in Loop: Header=BB37_21 Depth=2
	movq	464(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_38
# %bb.36:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_38
# %bb.37:                               #   in Loop: Header=BB37_21 Depth=2
	movq	408(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm2            # xmm2 = mem[0],zero
	movapd	672(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	%xmm0, %xmm4
	divsd	%xmm3, %xmm4
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	movapd	784(%rsp), %xmm5                # 16-byte Reload
	divpd	%xmm3, %xmm5
	mulsd	%xmm2, %xmm4
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	mulpd	%xmm5, %xmm2
	addpd	%xmm2, %xmm6
	movsd	200(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm4, %xmm2
	movsd	%xmm2, 200(%rsp)                # 8-byte Spill
.Lsrbm_BB37_38:                              #   in Loop: Header=BB37_21 Depth=2
	movq	472(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_41
# %bb.39:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_41
# %bb.40:                               #   in Loop: Header=BB37_21 Depth=2
	movq	416(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm2            # xmm2 = mem[0],zero
	movapd	656(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	%xmm0, %xmm4
	divsd	%xmm3, %xmm4
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	movapd	800(%rsp), %xmm5                # 16-byte Reload
	divpd	%xmm3, %xmm5
	mulsd	%xmm2, %xmm4
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	mulpd	%xmm5, %xmm2
	addpd	%xmm2, %xmm6
	movsd	208(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm4, %xmm2
	movsd	%xmm2, 208(%rsp)                # 8-byte Spill
.Lsrbm_BB37_41:                              #   in Loop: Header=BB37_21 Depth=2
	movq	480(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_44
# %bb.42:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_44
# %bb.43:                               #   in Loop: Header=BB37_21 Depth=2
	movq	424(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm2            # xmm2 = mem[0],zero
	movapd	640(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm1, %xmm3
	movapd	%xmm0, %xmm4
	divsd	%xmm3, %xmm4
	unpcklpd	%xmm3, %xmm3                    # xmm3 = xmm3[0,0]
	movapd	816(%rsp), %xmm5                # 16-byte Reload
	divpd	%xmm3, %xmm5
	mulsd	%xmm2, %xmm4
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	mulpd	%xmm5, %xmm2
	addpd	%xmm2, %xmm6
	movsd	216(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm4, %xmm2
	movsd	%xmm2, 216(%rsp)                # 8-byte Spill
.Lsrbm_BB37_44:                              #   in Loop: Header=BB37_21 Depth=2
	movq	488(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_20
# %bb.45:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_20
# %bb.46:                               #   in Loop: Header=BB37_21 Depth=2
	movq	432(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm2            # xmm2 = mem[0],zero
	movapd	624(%rsp), %xmm3                # 16-byte Reload
	mulsd	%xmm0, %xmm3
	addsd	%xmm3, %xmm1
	divsd	%xmm1, %xmm0
	unpcklpd	%xmm1, %xmm1                    # xmm1 = xmm1[0,0]
	movapd	832(%rsp), %xmm3                # 16-byte Reload
	divpd	%xmm1, %xmm3
	mulsd	%xmm2, %xmm0
	unpcklpd	%xmm2, %xmm2                    # xmm2 = xmm2[0,0]
	mulpd	%xmm3, %xmm2
	addpd	%xmm2, %xmm6
	movsd	224(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm0, %xmm1
	movsd	%xmm1, 224(%rsp)                # 8-byte Spill
	jmp	.Lsrbm_BB37_20
	.p2align	4
.Lsrbm_BB37_48:                              #   in Loop: Header=BB37_21 Depth=2
	movq	128(%rsp), %rax                 # 8-byte Reload
	jmp	.Lsrbm_BB37_51
.Lsrbm_BB37_49:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm5, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_50:                              #   in Loop: Header=BB37_21 Depth=2
	movq	128(%rsp), %rax                 # 8-byte Reload
	movapd	304(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	112(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	16(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	80(%rsp), %xmm2                 # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	176(%rsp), %xmm6                # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	96(%rsp), %xmm2                 # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	xorpd	%xmm6, %xmm6
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	232(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 232(%rsp)                # 8-byte Spill
.Lsrbm_BB37_51:                              #   in Loop: Header=BB37_21 Depth=2
	movq	456(%rsp), %rcx                 # 8-byte Reload
	cmpq	%r11, %rcx
	jge	.Lsrbm_BB37_57
# %bb.52:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rcx
	je	.Lsrbm_BB37_57
# %bb.53:                               #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	392(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movapd	704(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 272(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	80(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 168(%rsp)                # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movapd	272(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	168(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	ja	.Lsrbm_BB37_55
# %bb.54:                               #   in Loop: Header=BB37_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_56
.Lsrbm_BB37_55:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm5, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_56:                              #   in Loop: Header=BB37_21 Depth=2
	movq	128(%rsp), %rax                 # 8-byte Reload
	movapd	176(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	288(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	96(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	112(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	80(%rsp), %xmm6                 # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	304(%rsp), %xmm2                # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	movapd	144(%rsp), %xmm6                # 16-byte Reload
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	72(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 72(%rsp)                 # 8-byte Spill
.Lsrbm_BB37_57:                              #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_63
# %bb.58:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_63
# %bb.59:                               #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	400(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movapd	688(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 272(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	80(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 168(%rsp)                # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movapd	272(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	168(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	ja	.Lsrbm_BB37_61
# %bb.60:                               #   in Loop: Header=BB37_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_62
.Lsrbm_BB37_61:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm5, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_62:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	176(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	288(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	96(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	112(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	80(%rsp), %xmm6                 # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	304(%rsp), %xmm2                # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	movapd	144(%rsp), %xmm6                # 16-byte Reload
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	344(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 344(%rsp)                # 8-byte Spill
.Lsrbm_BB37_63:                              #   in Loop: Header=BB37_21 Depth=2
	movq	464(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_69
# %bb.64:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_69
# %bb.65:                               #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	408(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movapd	672(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 272(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	80(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 168(%rsp)                # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movapd	272(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	168(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	ja	.Lsrbm_BB37_67
# %bb.66:                               #   in Loop: Header=BB37_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_68
.Lsrbm_BB37_67:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm5, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_68:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	176(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	288(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	96(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	112(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	80(%rsp), %xmm6                 # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	304(%rsp), %xmm2                # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	movapd	144(%rsp), %xmm6                # 16-byte Reload
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	200(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 200(%rsp)                # 8-byte Spill
.Lsrbm_BB37_69:                              #   in Loop: Header=BB37_21 Depth=2
	movq	472(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_75
# %bb.70:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_75
# %bb.71:                               #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	416(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movapd	656(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 272(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	80(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 168(%rsp)                # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movapd	272(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	168(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	ja	.Lsrbm_BB37_73
# %bb.72:                               #   in Loop: Header=BB37_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_74
.Lsrbm_BB37_73:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm5, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_74:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	176(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	288(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	96(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	112(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	80(%rsp), %xmm6                 # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	304(%rsp), %xmm2                # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	movapd	144(%rsp), %xmm6                # 16-byte Reload
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	208(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 208(%rsp)                # 8-byte Spill
.Lsrbm_BB37_75:                              #   in Loop: Header=BB37_21 Depth=2
	movq	480(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_81
# %bb.76:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_81
# %bb.77:                               #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	424(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movapd	640(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 272(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 288(%rsp)                # 16-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	80(%rsp), %xmm0                 # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 168(%rsp)                # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movapd	272(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	168(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	ja	.Lsrbm_BB37_79
# %bb.78:                               #   in Loop: Header=BB37_21 Depth=2
	movq	40(%rsp), %r11                  # 8-byte Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_80
.Lsrbm_BB37_79:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm5, %xmm0
	movq	40(%rsp), %r11                  # 8-byte Reload
.Lsrbm_BB37_80:                              #   in Loop: Header=BB37_21 Depth=2
	movapd	176(%rsp), %xmm8                # 16-byte Reload
	unpcklpd	288(%rsp), %xmm8                # 16-byte Folded Reload
                                        # xmm8 = xmm8[0],mem[0]
	addpd	%xmm8, %xmm8
	divpd	96(%rsp), %xmm8                 # 16-byte Folded Reload
	movapd	.Lsrbm_CPI37_0(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm8, %xmm1
	addpd	%xmm3, %xmm8
	shufpd	$2, %xmm1, %xmm8                # xmm8 = xmm8[0],xmm1[1]
	movapd	%xmm7, %xmm1
	unpcklpd	48(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm1
	movapd	%xmm1, %xmm2
	andnpd	%xmm8, %xmm2
	xorpd	%xmm5, %xmm8
	andpd	%xmm1, %xmm8
	orpd	%xmm2, %xmm8
	pshufd	$238, %xmm8, %xmm1              # xmm1 = xmm8[2,3,2,3]
	addpd	%xmm8, %xmm1
	movsd	112(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	addsd	%xmm6, %xmm2
	movapd	80(%rsp), %xmm6                 # 16-byte Reload
	addsd	%xmm6, %xmm6
	divsd	%xmm2, %xmm6
	addsd	%xmm3, %xmm6
	cmpltsd	%xmm4, %xmm7
	movapd	%xmm7, %xmm2
	andpd	%xmm6, %xmm2
	xorpd	%xmm5, %xmm6
	andnpd	%xmm6, %xmm7
	orpd	%xmm2, %xmm7
	unpcklpd	%xmm1, %xmm7                    # xmm7 = xmm7[0],xmm1[0]
	movapd	304(%rsp), %xmm2                # 16-byte Reload
	movapd	%xmm2, %xmm1
	unpcklpd	%xmm2, %xmm1                    # xmm1 = xmm1[0],xmm2[0]
	mulpd	%xmm7, %xmm1
	movapd	144(%rsp), %xmm6                # 16-byte Reload
	subpd	%xmm1, %xmm6
	mulsd	%xmm2, %xmm0
	movsd	216(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	movsd	%xmm1, 216(%rsp)                # 8-byte Spill
.Lsrbm_BB37_81:                              #   in Loop: Header=BB37_21 Depth=2
	movq	488(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jge	.Lsrbm_BB37_20
# %bb.82:                               #   in Loop: Header=BB37_21 Depth=2
	cmpq	%r15, %rax
	je	.Lsrbm_BB37_20
# %bb.83:                               #   in Loop: Header=BB37_21 Depth=2
	movapd	%xmm6, 144(%rsp)                # 16-byte Spill
	movq	432(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movaps	%xmm0, 96(%rsp)                 # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	movapd	.Lsrbm_CPI37_1(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_2(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 80(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r13
	movapd	%xmm0, 176(%rsp)                # 16-byte Spill
	movapd	624(%rsp), %xmm0                # 16-byte Reload
	subsd	240(%rsp), %xmm0                # 8-byte Folded Reload
	addsd	48(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 288(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI37_1(%rip), %xmm0
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movapd	%xmm0, 240(%rsp)                # 16-byte Spill
	callq	*%r13
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	240(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 304(%rsp)                # 16-byte Spill
	movaps	80(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	unpcklpd	176(%rsp), %xmm0                # 16-byte Folded Reload
                                        # xmm0 = xmm0[0],mem[0]
	addpd	.Lsrbm_CPI37_3(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	240(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 80(%rsp)                 # 8-byte Spill
	movaps	240(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movaps	%xmm0, 176(%rsp)                # 16-byte Spill
	movaps	240(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movsd	%xmm0, 272(%rsp)                # 8-byte Spill
	movapd	240(%rsp), %xmm0                # 16-byte Reload
	callq	*%r13
	movapd	288(%rsp), %xmm7                # 16-byte Reload
	movsd	.Lsrbm_CPI37_6(%rip), %xmm6          # xmm6 = [1.0E+0,0.0E+0]
	xorpd	%xmm4, %xmm4
	movsd	.Lsrbm_CPI37_4(%rip), %xmm3          # xmm3 = [-1.0E+0,0.0E+0]
	ucomisd	%xmm7, %xmm4
	movsd	272(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm6, %xmm1
	addsd	%xmm0, %xmm0
	divsd	%xmm1, %xmm0
	addsd	%xmm3, %xmm0
	movapd	.Lsrbm_CPI37_5(%rip), %xmm5          # xmm5 = [-0.0E+0,-0.0E+0]
	jbe	.Lsrbm_BB37_19
# %bb.84:                               #   in Loop: Header=BB37_21 Depth=2
	xorpd	%xmm5, %xmm0
	jmp	.Lsrbm_BB37_19
	.p2align	4
.Lsrbm_BB37_85:                              # %.loopexit166
                                        #   in Loop: Header=BB37_17 Depth=1
	movq	496(%rsp), %r10                 # 8-byte Reload
	movq	%r10, %rax
	movq	192(%rsp), %rcx                 # 8-byte Reload
	imulq	%rcx, %rax
	movq	136(%rsp), %rdx                 # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rsi
	leaq	(%rsi,%rdx,8), %rdx
	movsd	232(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rax,8)
	movq	456(%rsp), %rax                 # 8-byte Reload
	cmpq	%r11, %rax
	jae	.Lsrbm_BB37_87
# %bb.86:                               #   in Loop: Header=BB37_17 Depth=1
	imulq	%rcx, %rax
	movsd	72(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rax,8)
.Lsrbm_BB37_87:                              #   in Loop: Header=BB37_17 Depth=1
	movq	128(%rsp), %rsi                 # 8-byte Reload
	cmpq	%r11, %rsi
	movq	472(%rsp), %rdi                 # 8-byte Reload
	movq	464(%rsp), %rax                 # 8-byte Reload
	jae	.Lsrbm_BB37_89
# %bb.88:                               #   in Loop: Header=BB37_17 Depth=1
	imulq	%rcx, %rsi
	movsd	344(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rsi,8)
.Lsrbm_BB37_89:                              #   in Loop: Header=BB37_17 Depth=1
	cmpq	%r11, %rax
	movq	480(%rsp), %rsi                 # 8-byte Reload
	jae	.Lsrbm_BB37_91
# %bb.90:                               #   in Loop: Header=BB37_17 Depth=1
	imulq	%rcx, %rax
	movsd	200(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rax,8)
.Lsrbm_BB37_91:                              #   in Loop: Header=BB37_17 Depth=1
	cmpq	%r11, %rdi
	movq	488(%rsp), %rax                 # 8-byte Reload
	jae	.Lsrbm_BB37_92
# %bb.94:                               #   in Loop: Header=BB37_17 Depth=1
	imulq	%rcx, %rdi
	movsd	208(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rdi,8)
	cmpq	%r11, %rsi
	jb	.Lsrbm_BB37_95
.Lsrbm_BB37_93:                              #   in Loop: Header=BB37_17 Depth=1
	cmpq	%r11, %rax
	jae	.Lsrbm_BB37_16
	jmp	.Lsrbm_BB37_96
	.p2align	4
.Lsrbm_BB37_92:                              #   in Loop: Header=BB37_17 Depth=1
	cmpq	%r11, %rsi
	jae	.Lsrbm_BB37_93
.Lsrbm_BB37_95:                              #   in Loop: Header=BB37_17 Depth=1
	imulq	%rcx, %rsi
	movsd	216(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rsi,8)
	cmpq	%r11, %rax
	jae	.Lsrbm_BB37_16
.Lsrbm_BB37_96:                              #   in Loop: Header=BB37_17 Depth=1
	imulq	%rcx, %rax
	movsd	224(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rdx,%rax,8)
	jmp	.Lsrbm_BB37_16
.Lsrbm_BB37_97:                              # %.loopexit167
	cmpl	$0, 268(%rsp)                   # 4-byte Folded Reload
	movq	192(%rsp), %r8                  # 8-byte Reload
	movq	136(%rsp), %rax                 # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rcx
	leaq	(%rcx,%rax,8), %r9
	jle	.Lsrbm_BB37_108
# %bb.98:
	movl	264(%rsp), %eax                 # 4-byte Reload
	cmpl	$2, %eax
	movl	$1, %r12d
	cmovgel	%eax, %r12d
	movslq	512(%rsp), %rax                 # 4-byte Folded Reload
	leaq	912(%rsp), %r10
	movslq	20(%r10), %r14
	movq	376(%rsp), %rdx                 # 8-byte Reload
	imulq	%rdx, %r14
	movslq	16(%r10), %rcx
	imulq	%rdx, %rcx
	addq	%rax, %rcx
	movq	336(%rsp), %rsi                 # 8-byte Reload
	imulq	%rsi, %rcx
	movq	136(%rsp), %rdi                 # 8-byte Reload
	movq	520(%rsp), %rbx                 # 8-byte Reload
	leaq	(%rbx,%rdi), %rdx
	leaq	(,%rdx,8), %rdx
	leaq	(%rdx,%rcx,8), %r15
	movq	%r12, %rcx
	addq	248(%r10), %r15
	movq	%rsi, %rdx
	imulq	%rax, %rdx
	addq	%rdi, %rdx
	addq	%rbx, %rdx
	shlq	$3, %rdx
	movq	208(%r10), %rdi
	addq	%rdx, %rdi
	movq	%rdi, 224(%rsp)                 # 8-byte Spill
	addq	192(%r10), %rdx
	movq	%rdx, 232(%rsp)                 # 8-byte Spill
	leaq	(,%r8,8), %rdx
	addq	%rax, %r14
	movq	384(%rsp), %rbx                 # 8-byte Reload
	addq	64(%r10), %r14
	leaq	(,%rsi,8), %rsi
	xorl	%ebp, %ebp
	movapd	.Lsrbm_CPI37_5(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	xorl	%r12d, %r12d
	movq	%rcx, 96(%rsp)                  # 8-byte Spill
	movq	%rdx, 216(%rsp)                 # 8-byte Spill
	movq	%rsi, 208(%rsp)                 # 8-byte Spill
	movq	%r15, 200(%rsp)                 # 8-byte Spill
	jmp	.Lsrbm_BB37_102
.Lsrbm_BB37_99:                              # %invertbb1.i.i157
                                        #   in Loop: Header=BB37_102 Depth=1
	movapd	.Lsrbm_CPI37_5(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm0, %xmm1
	movapd	%xmm1, 48(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %r15
	callq	*%r15
	movapd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_6(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
	addsd	%xmm0, %xmm1
	mulsd	%xmm1, %xmm1
	movsd	%xmm1, 72(%rsp)                 # 8-byte Spill
	movapd	48(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r15
	movapd	.Lsrbm_CPI37_5(%rip), %xmm4          # xmm4 = [-0.0E+0,-0.0E+0]
	divsd	72(%rsp), %xmm0                 # 8-byte Folded Reload
.Lsrbm_BB37_100:                             # %share_up_by_1_f64.exit
                                        #   in Loop: Header=BB37_102 Depth=1
	movsd	.Lsrbm_CPI37_6(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
	movsd	128(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	divsd	%xmm2, %xmm1
	mulsd	%xmm2, %xmm2
	movapd	16(%rsp), %xmm3                 # 16-byte Reload
	xorpd	%xmm4, %xmm3
	divsd	%xmm2, %xmm3
	movsd	240(%rsp), %xmm2                # 8-byte Reload
                                        # xmm2 = mem[0],zero
	mulsd	%xmm2, %xmm3
	mulsd	%xmm2, %xmm1
	addsd	%xmm0, %xmm0
	mulsd	%xmm1, %xmm0
	movsd	144(%rsp), %xmm1                # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	352(%rsp), %xmm1                # 8-byte Folded Reload
	addsd	%xmm0, %xmm1
	movapd	%xmm3, %xmm2
	movq	192(%rsp), %r8                  # 8-byte Reload
	movq	136(%rsp), %rax                 # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %rcx
	leaq	(%rcx,%rax,8), %r9
	movq	40(%rsp), %r11                  # 8-byte Reload
	movq	96(%rsp), %rcx                  # 8-byte Reload
	movq	216(%rsp), %rdx                 # 8-byte Reload
	movq	208(%rsp), %rsi                 # 8-byte Reload
	movapd	%xmm4, %xmm0
	movq	200(%rsp), %r15                 # 8-byte Reload
.Lsrbm_BB37_101:                             #   in Loop: Header=BB37_102 Depth=1
	imulq	%r8, %r13
	addsd	(%r9,%r13,8), %xmm2
	movsd	%xmm2, (%r9,%r13,8)
	movsd	%xmm1, (%r15,%rbp)
	incq	%r12
	addq	%rdx, %rbx
	addq	%rsi, %rbp
	cmpq	%r12, %rcx
	je	.Lsrbm_BB37_108
.Lsrbm_BB37_102:                             # =>This Inner Loop Header: Depth=1
	movzbl	(%r14,%r12), %r13d
	movsd	(%rbx), %xmm1                   # xmm1 = mem[0],zero
	movq	328(%rsp), %rax                 # 8-byte Reload
	movsd	(%rbx,%rax,8), %xmm2            # xmm2 = mem[0],zero
	cmpb	$0, 15(%rsp)                    # 1-byte Folded Reload
	jne	.Lsrbm_BB37_101
# %bb.103:                              #   in Loop: Header=BB37_102 Depth=1
	movsd	%xmm2, 240(%rsp)                # 8-byte Spill
	movsd	%xmm1, 144(%rsp)                # 8-byte Spill
	movq	232(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%rbp), %xmm2              # xmm2 = mem[0],zero
	movl	%r13d, %eax
	imulq	336(%rsp), %rax                 # 8-byte Folded Reload
	movq	448(%rsp), %rcx                 # 8-byte Reload
	movsd	(%rcx,%rax,8), %xmm1            # xmm1 = mem[0],zero
	movsd	%xmm1, 128(%rsp)                # 8-byte Spill
	movq	224(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%rbp), %xmm1              # xmm1 = mem[0],zero
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movapd	%xmm2, 48(%rsp)                 # 16-byte Spill
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm2
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm2
	jae	.Lsrbm_BB37_105
# %bb.104:                              # %invertbb2.i.i
                                        #   in Loop: Header=BB37_102 Depth=1
	movapd	%xmm2, %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %r15
	movapd	%xmm2, 352(%rsp)                # 16-byte Spill
	callq	*%r15
	movapd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_6(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
	addsd	%xmm2, %xmm1
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	divsd	%xmm1, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 72(%rsp)                 # 8-byte Spill
	movapd	352(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	mulsd	72(%rsp), %xmm0                 # 8-byte Folded Reload
	jmp	.Lsrbm_BB37_106
.Lsrbm_BB37_105:                             # %invertbb1.i.i
                                        #   in Loop: Header=BB37_102 Depth=1
	xorpd	%xmm0, %xmm2
	movapd	%xmm2, 352(%rsp)                # 16-byte Spill
	movapd	%xmm2, %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %r15
	callq	*%r15
	addsd	.Lsrbm_CPI37_6(%rip), %xmm0
	mulsd	%xmm0, %xmm0
	movsd	%xmm0, 72(%rsp)                 # 8-byte Spill
	movapd	352(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	divsd	72(%rsp), %xmm0                 # 8-byte Folded Reload
.Lsrbm_BB37_106:                             # %share_down_by_1_f64.exit
                                        #   in Loop: Header=BB37_102 Depth=1
	mulsd	.Lsrbm_CPI37_2(%rip), %xmm0
	movsd	%xmm0, 352(%rsp)                # 8-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	addsd	%xmm1, %xmm1
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm1
	jae	.Lsrbm_BB37_99
# %bb.107:                              # %invertbb2.i.i162
                                        #   in Loop: Header=BB37_102 Depth=1
	movapd	%xmm1, %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %r15
	movapd	%xmm1, 48(%rsp)                 # 16-byte Spill
	callq	*%r15
	movapd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI37_6(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
	addsd	%xmm2, %xmm1
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	divsd	%xmm1, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 72(%rsp)                 # 8-byte Spill
	movapd	48(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r15
	mulsd	72(%rsp), %xmm0                 # 8-byte Folded Reload
	movapd	.Lsrbm_CPI37_5(%rip), %xmm4          # xmm4 = [-0.0E+0,-0.0E+0]
	jmp	.Lsrbm_BB37_100
.Lsrbm_BB37_108:                             # %.loopexit165
	testl	%r11d, %r11d
	movq	336(%rsp), %r10                 # 8-byte Reload
	jle	.Lsrbm_BB37_121
# %bb.109:
	leaq	912(%rsp), %rax
	movq	264(%rax), %rcx
	movslq	(%rax), %rax
	imulq	552(%rsp), %rax                 # 8-byte Folded Reload
	addq	376(%rsp), %rax                 # 8-byte Folded Reload
	cmpl	$6, %r11d
	jb	.Lsrbm_BB37_110
# %bb.111:
	movl	%r8d, %edx
	xorl	$1, %edx
	movl	%r10d, %esi
	xorl	$1, %esi
	orl	%edx, %esi
	je	.Lsrbm_BB37_113
.Lsrbm_BB37_110:
	xorl	%edx, %edx
.Lsrbm_BB37_116:
	imulq	%r11, %rax
	movq	528(%rsp), %rsi                 # 8-byte Reload
	leaq	(%rcx,%rsi,8), %rcx
	movq	%rdx, %rsi
	testb	$1, %r11b
	je	.Lsrbm_BB37_118
# %bb.117:
	movq	%rdx, %rsi
	imulq	%r8, %rsi
	movsd	(%r9,%rsi,8), %xmm0             # xmm0 = mem[0],zero
	leaq	(%rdx,%rax), %rsi
	imulq	%r10, %rsi
	movsd	%xmm0, (%rcx,%rsi,8)
	movq	%rdx, %rsi
	orq	$1, %rsi
.Lsrbm_BB37_118:
	leaq	-1(%r11), %rdi
	cmpq	%rdi, %rdx
	je	.Lsrbm_BB37_121
# %bb.119:                              # %.preheader.preheader
	subq	%rsi, %r11
	leaq	(%rsi,%rax), %rdx
	addq	%rsi, %rax
	incq	%rax
	imulq	%r10, %rax
	leaq	1(%rsi), %rdi
	imulq	%r8, %rdi
	imulq	%r10, %rdx
	shlq	$4, %r10
	imulq	%r8, %rsi
	shlq	$4, %r8
	.p2align	4
.Lsrbm_BB37_120:                             # %.preheader
                                        # =>This Inner Loop Header: Depth=1
	movsd	(%r9,%rsi,8), %xmm0             # xmm0 = mem[0],zero
	movsd	%xmm0, (%rcx,%rdx,8)
	movsd	(%r9,%rdi,8), %xmm0             # xmm0 = mem[0],zero
	movsd	%xmm0, (%rcx,%rax,8)
	addq	%r10, %rcx
	addq	%r8, %r9
	addq	$-2, %r11
	jne	.Lsrbm_BB37_120
	jmp	.Lsrbm_BB37_121
.Lsrbm_BB37_113:
	movl	%r11d, %edx
	andl	$2147483644, %edx               # imm = 0x7FFFFFFC
	movl	%r11d, %esi
	shrl	$2, %esi
	andl	$536870911, %esi                # imm = 0x1FFFFFFF
	shlq	$5, %rsi
	movq	%rax, %rdi
	imulq	%r11, %rdi
	movq	528(%rsp), %r8                  # 8-byte Reload
	leaq	(,%r8,8), %r8
	leaq	(%r8,%rdi,8), %rdi
	addq	%rcx, %rdi
	addq	$16, %rdi
	movq	136(%rsp), %r8                  # 8-byte Reload
	leaq	_ZL12shared_bytes(%rip), %r9
	leaq	(%r9,%r8,8), %r8
	addq	$16, %r8
	xorl	%r9d, %r9d
	.p2align	4
.Lsrbm_BB37_114:                             # =>This Inner Loop Header: Depth=1
	movupd	-16(%r8,%r9), %xmm0
	movupd	(%r8,%r9), %xmm1
	movupd	%xmm0, -16(%rdi,%r9)
	movupd	%xmm1, (%rdi,%r9)
	addq	$32, %r9
	cmpq	%r9, %rsi
	jne	.Lsrbm_BB37_114
# %bb.115:
	cmpl	%r11d, %edx
	movq	192(%rsp), %r8                  # 8-byte Reload
	movq	544(%rsp), %r9                  # 8-byte Reload
	jne	.Lsrbm_BB37_116
.Lsrbm_BB37_121:                             # %.loopexit
	addq	$856, %rsp                      # imm = 0x358
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end37:
	.size	hidden_reverse_f64, .Lfunc_end37-hidden_reverse_f64
	.cfi_endproc
                                        # -- End function
	.globl	inputs_reverse_f32              # -- Begin function inputs_reverse_f32
	.p2align	4
	.type	inputs_reverse_f32,@function
inputs_reverse_f32:                     # @inputs_reverse_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$72, %rsp
	.cfi_def_cfa_offset 128
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r8
	imulq	%rdx, %r8
	addq	%rcx, %r8
	movslq	140(%rsp), %rax
	movslq	136(%rsp), %r9
	imulq	%r9, %rax
	cmpq	%rax, %r8
	jae	.Lsrbm_BB38_9
# %bb.1:
	leaq	128(%rsp), %rcx
	movslq	(%rcx), %r14
	testq	%r14, %r14
	jle	.Lsrbm_BB38_2
# %bb.3:
	movq	248(%rcx), %rdx
	movslq	16(%rcx), %rsi
	movl	%r14d, %edi
	andl	$15, %edi
	cmpl	$16, %r14d
	jae	.Lsrbm_BB38_10
# %bb.4:
	xorps	%xmm0, %xmm0
	xorl	%r10d, %r10d
	jmp	.Lsrbm_BB38_6
.Lsrbm_BB38_2:
	xorps	%xmm0, %xmm0
	jmp	.Lsrbm_BB38_8
.Lsrbm_BB38_10:
	movq	%r8, 24(%rsp)                   # 8-byte Spill
	leaq	(%rdx,%r8,4), %r10
	andl	$2147483632, %r14d              # imm = 0x7FFFFFF0
	movq	%rsi, %r11
	movq	%r9, 16(%rsp)                   # 8-byte Spill
	imulq	%r9, %r11
	imulq	$60, %r11, %rax
	movq	%rax, 64(%rsp)                  # 8-byte Spill
	movq	%r11, %rax
	shlq	$6, %rax
	movq	%rax, 56(%rsp)                  # 8-byte Spill
	imulq	$56, %r11, %rax
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	imulq	$52, %r11, %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	movq	%r11, %r13
	shlq	$4, %r13
	leaq	(,%r11,8), %rax
	leaq	(%rax,%rax,4), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	leaq	(,%r11,4), %r15
	leaq	(%r15,%r15,8), %r8
	movq	%r11, %r9
	shlq	$5, %r9
	leaq	(%r11,%r11,8), %rbx
	leaq	(%rbx,%rbx,2), %rbp
	addq	%r11, %rbp
	leaq	(%rax,%rax,2), %rax
	leaq	(%r15,%r15,4), %rbx
	leaq	(%r15,%r15,2), %r15
	xorps	%xmm0, %xmm0
	imulq	$44, %r11, %r12
	movq	%r14, 8(%rsp)                   # 8-byte Spill
	.p2align	4
.Lsrbm_BB38_11:                              # =>This Inner Loop Header: Depth=1
	addss	(%r10), %xmm0
	addss	(%r10,%r11,4), %xmm0
	addss	(%r10,%r11,8), %xmm0
	addss	(%r10,%r15), %xmm0
	addss	(%r10,%r13), %xmm0
	addss	(%r10,%rbx), %xmm0
	addss	(%r10,%rax), %xmm0
	addss	(%r10,%rbp), %xmm0
	addss	(%r10,%r9), %xmm0
	addss	(%r10,%r8), %xmm0
	movq	32(%rsp), %rcx                  # 8-byte Reload
	addss	(%r10,%rcx), %xmm0
	addss	(%r10,%r12), %xmm0
	leaq	(%r13,%r13,2), %rcx
	addss	(%r10,%rcx), %xmm0
	movq	40(%rsp), %rcx                  # 8-byte Reload
	addss	(%r10,%rcx), %xmm0
	movq	48(%rsp), %rcx                  # 8-byte Reload
	addss	(%r10,%rcx), %xmm0
	movq	64(%rsp), %rcx                  # 8-byte Reload
	addss	(%r10,%rcx), %xmm0
	addq	56(%rsp), %r10                  # 8-byte Folded Reload
	addq	$-16, %r14
	jne	.Lsrbm_BB38_11
# %bb.5:
	testq	%rdi, %rdi
	movq	24(%rsp), %r8                   # 8-byte Reload
	leaq	128(%rsp), %rcx
	movq	16(%rsp), %r9                   # 8-byte Reload
	movq	8(%rsp), %r10                   # 8-byte Reload
	je	.Lsrbm_BB38_8
.Lsrbm_BB38_6:
	imulq	%r9, %rsi
	imulq	%rsi, %r10
	leaq	(,%r8,4), %rax
	leaq	(%rax,%r10,4), %rax
	addq	%rax, %rdx
	shlq	$2, %rsi
	.p2align	4
.Lsrbm_BB38_7:                               # =>This Inner Loop Header: Depth=1
	addss	(%rdx), %xmm0
	addq	%rsi, %rdx
	decq	%rdi
	jne	.Lsrbm_BB38_7
.Lsrbm_BB38_8:                               # %.loopexit
	movq	256(%rcx), %rax
	movss	%xmm0, (%rax,%r8,4)
.Lsrbm_BB38_9:
	addq	$72, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end38:
	.size	inputs_reverse_f32, .Lfunc_end38-inputs_reverse_f32
	.cfi_endproc
                                        # -- End function
	.globl	inputs_reverse_f64              # -- Begin function inputs_reverse_f64
	.p2align	4
	.type	inputs_reverse_f64,@function
inputs_reverse_f64:                     # @inputs_reverse_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$56, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r8
	imulq	%rdx, %r8
	addq	%rcx, %r8
	movslq	124(%rsp), %rax
	movslq	120(%rsp), %r9
	imulq	%r9, %rax
	cmpq	%rax, %r8
	jae	.Lsrbm_BB39_9
# %bb.1:
	leaq	112(%rsp), %rcx
	movslq	(%rcx), %r12
	testq	%r12, %r12
	jle	.Lsrbm_BB39_2
# %bb.3:
	movq	248(%rcx), %rdx
	movslq	16(%rcx), %rsi
	movl	%r12d, %edi
	andl	$15, %edi
	cmpl	$16, %r12d
	jae	.Lsrbm_BB39_10
# %bb.4:
	xorpd	%xmm0, %xmm0
	xorl	%r10d, %r10d
	jmp	.Lsrbm_BB39_6
.Lsrbm_BB39_2:
	xorpd	%xmm0, %xmm0
	jmp	.Lsrbm_BB39_8
.Lsrbm_BB39_10:
	movq	%r8, 16(%rsp)                   # 8-byte Spill
	leaq	(%rdx,%r8,8), %r10
	andl	$2147483632, %r12d              # imm = 0x7FFFFFF0
	movq	%rsi, %r11
	movq	%r9, 8(%rsp)                    # 8-byte Spill
	imulq	%r9, %r11
	imulq	$120, %r11, %rax
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	movq	%r11, %rax
	shlq	$7, %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	imulq	$112, %r11, %rax
	movq	%rax, 32(%rsp)                  # 8-byte Spill
	imulq	$104, %r11, %rax
	movq	%rax, 24(%rsp)                  # 8-byte Spill
	movq	%r11, %r13
	shlq	$5, %r13
	imulq	$88, %r11, %rcx
	movq	%r11, %r8
	shlq	$4, %r8
	leaq	(,%r11,8), %rbx
	leaq	(%rbx,%rbx,8), %rbp
	movq	%r11, %r9
	shlq	$6, %r9
	leaq	(%rbx,%rbx,4), %rax
	leaq	(%rbx,%rbx,2), %rbx
	xorpd	%xmm0, %xmm0
	imulq	$56, %r11, %r15
	movq	%r12, (%rsp)                    # 8-byte Spill
	.p2align	4
.Lsrbm_BB39_11:                              # =>This Inner Loop Header: Depth=1
	addsd	(%r10), %xmm0
	addsd	(%r10,%r11,8), %xmm0
	addsd	(%r10,%r8), %xmm0
	addsd	(%r10,%rbx), %xmm0
	addsd	(%r10,%r13), %xmm0
	addsd	(%r10,%rax), %xmm0
	leaq	(%r8,%r8,2), %r14
	addsd	(%r10,%r14), %xmm0
	addsd	(%r10,%r15), %xmm0
	addsd	(%r10,%r9), %xmm0
	addsd	(%r10,%rbp), %xmm0
	leaq	(%r8,%r8,4), %r14
	addsd	(%r10,%r14), %xmm0
	addsd	(%r10,%rcx), %xmm0
	leaq	(%r13,%r13,2), %r14
	addsd	(%r10,%r14), %xmm0
	movq	24(%rsp), %r14                  # 8-byte Reload
	addsd	(%r10,%r14), %xmm0
	movq	32(%rsp), %r14                  # 8-byte Reload
	addsd	(%r10,%r14), %xmm0
	movq	48(%rsp), %r14                  # 8-byte Reload
	addsd	(%r10,%r14), %xmm0
	addq	40(%rsp), %r10                  # 8-byte Folded Reload
	addq	$-16, %r12
	jne	.Lsrbm_BB39_11
# %bb.5:
	testq	%rdi, %rdi
	movq	16(%rsp), %r8                   # 8-byte Reload
	leaq	112(%rsp), %rcx
	movq	8(%rsp), %r9                    # 8-byte Reload
	movq	(%rsp), %r10                    # 8-byte Reload
	je	.Lsrbm_BB39_8
.Lsrbm_BB39_6:
	imulq	%r9, %rsi
	imulq	%rsi, %r10
	leaq	(,%r8,8), %rax
	leaq	(%rax,%r10,8), %rax
	addq	%rax, %rdx
	shlq	$3, %rsi
	.p2align	4
.Lsrbm_BB39_7:                               # =>This Inner Loop Header: Depth=1
	addsd	(%rdx), %xmm0
	addq	%rsi, %rdx
	decq	%rdi
	jne	.Lsrbm_BB39_7
.Lsrbm_BB39_8:                               # %.loopexit
	movq	256(%rcx), %rax
	movsd	%xmm0, (%rax,%r8,8)
.Lsrbm_BB39_9:
	addq	$56, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end39:
	.size	inputs_reverse_f64, .Lfunc_end39-inputs_reverse_f64
	.cfi_endproc
                                        # -- End function
	.globl	weights_reverse_f32             # -- Begin function weights_reverse_f32
	.p2align	4
	.type	weights_reverse_f32,@function
weights_reverse_f32:                    # @weights_reverse_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$40, %rsp
	.cfi_def_cfa_offset 96
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %r14
	imulq	%rdx, %r14
	movslq	96(%rsp), %rdi
	movslq	100(%rsp), %r10
	movq	%r10, %r11
	imulq	%rdi, %r11
	movslq	104(%rsp), %r8
	imulq	%r8, %r11
	addq	%rcx, %r14
	cmpq	%r11, %r14
	jae	.Lsrbm_BB40_32
# %bb.1:
	movq	%r14, %rax
	orq	%r8, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB40_2
# %bb.3:
	movq	%r14, %rax
	xorl	%edx, %edx
	divq	%r8
	movq	%rdx, %rsi
	jmp	.Lsrbm_BB40_4
.Lsrbm_BB40_2:
	movl	%r14d, %eax
	xorl	%edx, %edx
	divl	%r8d
	movl	%edx, %esi
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB40_4:
	leaq	96(%rsp), %r12
	movq	%rax, %rcx
	orq	%r10, %rcx
	shrq	$32, %rcx
	movq	%rdi, 8(%rsp)                   # 8-byte Spill
	je	.Lsrbm_BB40_5
# %bb.6:
	xorl	%edx, %edx
	divq	%r10
	jmp	.Lsrbm_BB40_7
.Lsrbm_BB40_5:
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%r10d
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB40_7:
	movl	12(%r12), %ebx
	leal	255(%rbx), %ecx
	leal	510(%rbx), %ebp
	testl	%ecx, %ecx
	cmovnsl	%ecx, %ebp
	testl	%ebx, %ebx
	jle	.Lsrbm_BB40_8
# %bb.11:
	sarl	$8, %ebp
	movl	%ebx, %edi
	addq	$31, %rbx
	shrq	$5, %rbx
	movq	264(%r12), %rcx
	movl	%ebx, %r9d
	andl	$3, %r9d
	cmpl	$97, %edi
	movq	%r14, (%rsp)                    # 8-byte Spill
	jae	.Lsrbm_BB40_20
# %bb.12:
	xorps	%xmm0, %xmm0
	xorl	%ebx, %ebx
	jmp	.Lsrbm_BB40_14
.Lsrbm_BB40_8:
	xorps	%xmm0, %xmm0
	xorps	%xmm1, %xmm1
	jmp	.Lsrbm_BB40_9
.Lsrbm_BB40_20:
	leaq	(%rcx,%r14,4), %r14
	andl	$67108860, %ebx                 # imm = 0x3FFFFFC
	leaq	(,%r11,4), %rdi
	leaq	(%rdi,%rdi,2), %r15
	movq	%r11, %r12
	shlq	$4, %r12
	xorps	%xmm0, %xmm0
	movq	%rbx, %r13
	.p2align	4
.Lsrbm_BB40_21:                              # =>This Inner Loop Header: Depth=1
	addss	(%r14), %xmm0
	addss	(%r14,%r11,4), %xmm0
	addss	(%r14,%r11,8), %xmm0
	addss	(%r14,%r15), %xmm0
	addq	%r12, %r14
	addq	$-4, %r13
	jne	.Lsrbm_BB40_21
# %bb.13:
	testq	%r9, %r9
	movq	(%rsp), %r14                    # 8-byte Reload
	leaq	96(%rsp), %r12
	je	.Lsrbm_BB40_16
.Lsrbm_BB40_14:
	imulq	%r11, %rbx
	leaq	(,%r14,4), %rdi
	leaq	(%rdi,%rbx,4), %rdi
	addq	%rdi, %rcx
	shlq	$2, %r11
	.p2align	4
.Lsrbm_BB40_15:                              # =>This Inner Loop Header: Depth=1
	addss	(%rcx), %xmm0
	addq	%r11, %rcx
	decq	%r9
	jne	.Lsrbm_BB40_15
.Lsrbm_BB40_16:                              # %.loopexit9
	movq	80(%r12), %rcx
	movq	%rcx, 24(%rsp)                  # 8-byte Spill
	movq	88(%r12), %rcx
	cltq
	incl	%r10d
	movslq	%r10d, %r14
	movq	%rax, %r10
	shlq	$32, %rdx
	movq	%rdx, %r15
	sarq	$31, %r15
	movabsq	$4294967296, %rax               # imm = 0x100000000
	addq	%rdx, %rax
	sarq	$31, %rax
	movslq	%esi, %rdx
	movq	%rax, %rsi
	shlq	$2, %rdx
	addq	256(%r12), %rdx
	cmpl	$2, %ebp
	movl	$1, %eax
	cmovgel	%ebp, %eax
	movq	%rax, 32(%rsp)                  # 8-byte Spill
	movq	%rcx, %rbp
	xorps	%xmm1, %xmm1
	xorl	%r9d, %r9d
	movq	8(%rsp), %r11                   # 8-byte Reload
	movq	%rsi, 16(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB40_17
	.p2align	4
.Lsrbm_BB40_28:                              # %.loopexit
                                        #   in Loop: Header=BB40_17 Depth=1
	incq	%r9
	cmpq	32(%rsp), %r9                   # 8-byte Folded Reload
	je	.Lsrbm_BB40_29
.Lsrbm_BB40_17:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB40_23 Depth 2
                                        #     Child Loop BB40_27 Depth 2
	movq	%r9, %r13
	imulq	%r11, %r13
	addq	%r10, %r13
	movq	%r13, %rcx
	imulq	%r14, %rcx
	leaq	(,%rcx,2), %rcx
	addq	%rbp, %rcx
	movzwl	(%r15,%rcx), %ebx
	movzwl	(%rsi,%rcx), %edi
	cmpw	%di, %bx
	jae	.Lsrbm_BB40_28
# %bb.18:                               #   in Loop: Header=BB40_17 Depth=1
	shlq	$9, %r13
	addq	24(%rsp), %r13                  # 8-byte Folded Reload
	movq	%r9, %r12
	shlq	$8, %r12
	movl	%edi, %ecx
	subl	%ebx, %ecx
	andl	$3, %ecx
	je	.Lsrbm_BB40_19
# %bb.22:                               # %.preheader6.preheader
                                        #   in Loop: Header=BB40_17 Depth=1
	movq	%r15, %rsi
	movq	%r14, %r15
	movq	%r10, %r14
	movq	%rbp, %r10
	movq	%rcx, %rbp
	movq	%rbx, %r11
	.p2align	4
.Lsrbm_BB40_23:                              # %.preheader6
                                        #   Parent Loop BB40_17 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzwl	(%r13,%r11,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addss	(%rdx,%rax,4), %xmm1
	incq	%r11
	decq	%rbp
	jne	.Lsrbm_BB40_23
# %bb.24:                               # %.loopexit7.loopexit
                                        #   in Loop: Header=BB40_17 Depth=1
	addq	%rbx, %rcx
	movq	8(%rsp), %r11                   # 8-byte Reload
	movq	%r10, %rbp
	movq	%r14, %r10
	movq	%r15, %r14
	movq	%rsi, %r15
	movq	16(%rsp), %rsi                  # 8-byte Reload
	jmp	.Lsrbm_BB40_25
.Lsrbm_BB40_19:                              #   in Loop: Header=BB40_17 Depth=1
	movq	%rbx, %rcx
.Lsrbm_BB40_25:                              # %.loopexit7
                                        #   in Loop: Header=BB40_17 Depth=1
	subl	%edi, %ebx
	cmpl	$-4, %ebx
	ja	.Lsrbm_BB40_28
# %bb.26:                               # %.preheader.preheader
                                        #   in Loop: Header=BB40_17 Depth=1
	subq	%rcx, %rdi
	.p2align	4
.Lsrbm_BB40_27:                              # %.preheader
                                        #   Parent Loop BB40_17 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzwl	(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addss	(%rdx,%rax,4), %xmm1
	movzwl	2(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addss	(%rdx,%rax,4), %xmm1
	movzwl	4(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addss	(%rdx,%rax,4), %xmm1
	movzwl	6(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addss	(%rdx,%rax,4), %xmm1
	addq	$4, %rcx
	addq	$-4, %rdi
	jne	.Lsrbm_BB40_27
	jmp	.Lsrbm_BB40_28
.Lsrbm_BB40_29:
	movq	(%rsp), %r14                    # 8-byte Reload
	leaq	96(%rsp), %r12
.Lsrbm_BB40_9:                               # %.loopexit8
	cmpl	$0, 28(%r12)
	movq	272(%r12), %rax
	je	.Lsrbm_BB40_30
# %bb.10:
	movss	%xmm0, (%rax,%r14,4)
	movq	280(%r12), %rax
	jmp	.Lsrbm_BB40_31
.Lsrbm_BB40_30:
	addss	(%rax,%r14,4), %xmm0
	movss	%xmm0, (%rax,%r14,4)
	movq	280(%r12), %rax
	addss	(%rax,%r14,4), %xmm1
.Lsrbm_BB40_31:
	movss	%xmm1, (%rax,%r14,4)
.Lsrbm_BB40_32:
	addq	$40, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end40:
	.size	weights_reverse_f32, .Lfunc_end40-weights_reverse_f32
	.cfi_endproc
                                        # -- End function
	.globl	weights_reverse_f64             # -- Begin function weights_reverse_f64
	.p2align	4
	.type	weights_reverse_f64,@function
weights_reverse_f64:                    # @weights_reverse_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$40, %rsp
	.cfi_def_cfa_offset 96
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbx
	imulq	%rdx, %rbx
	movslq	96(%rsp), %rsi
	movslq	100(%rsp), %r10
	movq	%r10, %r11
	imulq	%rsi, %r11
	movslq	104(%rsp), %r8
	imulq	%r8, %r11
	addq	%rcx, %rbx
	cmpq	%r11, %rbx
	jae	.Lsrbm_BB41_32
# %bb.1:
	movq	%rbx, %rax
	orq	%r8, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB41_2
# %bb.3:
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%r8
	movq	%rdx, %r13
	jmp	.Lsrbm_BB41_4
.Lsrbm_BB41_2:
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%r8d
	movl	%edx, %r13d
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB41_4:
	leaq	96(%rsp), %r12
	movq	%rax, %rcx
	orq	%r10, %rcx
	shrq	$32, %rcx
	movq	%rsi, 16(%rsp)                  # 8-byte Spill
	je	.Lsrbm_BB41_5
# %bb.6:
	xorl	%edx, %edx
	divq	%r10
	jmp	.Lsrbm_BB41_7
.Lsrbm_BB41_5:
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%r10d
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB41_7:
	movl	12(%r12), %esi
	leal	127(%rsi), %ecx
	leal	254(%rsi), %ebp
	testl	%ecx, %ecx
	cmovnsl	%ecx, %ebp
	testl	%esi, %esi
	jle	.Lsrbm_BB41_8
# %bb.11:
	sarl	$7, %ebp
	movl	%esi, %edi
	addq	$31, %rsi
	shrq	$5, %rsi
	movq	264(%r12), %rcx
	movl	%esi, %r9d
	andl	$3, %r9d
	cmpl	$97, %edi
	movq	%rbx, 8(%rsp)                   # 8-byte Spill
	jae	.Lsrbm_BB41_20
# %bb.12:
	xorpd	%xmm0, %xmm0
	xorl	%esi, %esi
	jmp	.Lsrbm_BB41_14
.Lsrbm_BB41_8:
	xorpd	%xmm0, %xmm0
	xorpd	%xmm1, %xmm1
	jmp	.Lsrbm_BB41_9
.Lsrbm_BB41_20:
	movq	%r13, (%rsp)                    # 8-byte Spill
	leaq	(%rcx,%rbx,8), %r14
	andl	$67108860, %esi                 # imm = 0x3FFFFFC
	leaq	(,%r11,8), %rdi
	leaq	(%rdi,%rdi,2), %r15
	movq	%r11, %r12
	shlq	$5, %r12
	movq	%r11, %r13
	shlq	$4, %r13
	xorpd	%xmm0, %xmm0
	movq	%rsi, %rbx
	.p2align	4
.Lsrbm_BB41_21:                              # =>This Inner Loop Header: Depth=1
	addsd	(%r14), %xmm0
	addsd	(%r14,%r11,8), %xmm0
	addsd	(%r14,%r13), %xmm0
	addsd	(%r14,%r15), %xmm0
	addq	%r12, %r14
	addq	$-4, %rbx
	jne	.Lsrbm_BB41_21
# %bb.13:
	testq	%r9, %r9
	movq	8(%rsp), %rbx                   # 8-byte Reload
	leaq	96(%rsp), %r12
	movq	(%rsp), %r13                    # 8-byte Reload
	je	.Lsrbm_BB41_16
.Lsrbm_BB41_14:
	imulq	%r11, %rsi
	leaq	(,%rbx,8), %rdi
	leaq	(%rdi,%rsi,8), %rsi
	addq	%rsi, %rcx
	shlq	$3, %r11
	.p2align	4
.Lsrbm_BB41_15:                              # =>This Inner Loop Header: Depth=1
	addsd	(%rcx), %xmm0
	addq	%r11, %rcx
	decq	%r9
	jne	.Lsrbm_BB41_15
.Lsrbm_BB41_16:                              # %.loopexit9
	movq	80(%r12), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	movq	88(%r12), %rcx
	cltq
	incl	%r10d
	movslq	%r10d, %r14
	movq	%rax, %r10
	shlq	$32, %rdx
	movq	%rdx, %r15
	sarq	$31, %r15
	movabsq	$4294967296, %rsi               # imm = 0x100000000
	addq	%rdx, %rsi
	sarq	$31, %rsi
	movslq	%r13d, %rdx
	shlq	$3, %rdx
	addq	256(%r12), %rdx
	cmpl	$2, %ebp
	movl	$1, %eax
	cmovgel	%ebp, %eax
	movq	%rax, (%rsp)                    # 8-byte Spill
	movq	%rcx, %rbp
	xorpd	%xmm1, %xmm1
	xorl	%r9d, %r9d
	movq	16(%rsp), %r11                  # 8-byte Reload
	movq	%rsi, 24(%rsp)                  # 8-byte Spill
	jmp	.Lsrbm_BB41_17
	.p2align	4
.Lsrbm_BB41_28:                              # %.loopexit
                                        #   in Loop: Header=BB41_17 Depth=1
	incq	%r9
	cmpq	(%rsp), %r9                     # 8-byte Folded Reload
	je	.Lsrbm_BB41_29
.Lsrbm_BB41_17:                              # =>This Loop Header: Depth=1
                                        #     Child Loop BB41_23 Depth 2
                                        #     Child Loop BB41_27 Depth 2
	movq	%r9, %r13
	imulq	%r11, %r13
	addq	%r10, %r13
	movq	%r13, %rcx
	imulq	%r14, %rcx
	leaq	(,%rcx,2), %rcx
	addq	%rbp, %rcx
	movzwl	(%r15,%rcx), %ebx
	movzwl	(%rsi,%rcx), %edi
	cmpw	%di, %bx
	jae	.Lsrbm_BB41_28
# %bb.18:                               #   in Loop: Header=BB41_17 Depth=1
	shlq	$8, %r13
	addq	32(%rsp), %r13                  # 8-byte Folded Reload
	movq	%r9, %r12
	shlq	$7, %r12
	movl	%edi, %ecx
	subl	%ebx, %ecx
	andl	$3, %ecx
	je	.Lsrbm_BB41_19
# %bb.22:                               # %.preheader6.preheader
                                        #   in Loop: Header=BB41_17 Depth=1
	movq	%r15, %rsi
	movq	%r14, %r15
	movq	%r10, %r14
	movq	%rbp, %r10
	movq	%rcx, %rbp
	movq	%rbx, %r11
	.p2align	4
.Lsrbm_BB41_23:                              # %.preheader6
                                        #   Parent Loop BB41_17 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzwl	(%r13,%r11,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addsd	(%rdx,%rax,8), %xmm1
	incq	%r11
	decq	%rbp
	jne	.Lsrbm_BB41_23
# %bb.24:                               # %.loopexit7.loopexit
                                        #   in Loop: Header=BB41_17 Depth=1
	addq	%rbx, %rcx
	movq	16(%rsp), %r11                  # 8-byte Reload
	movq	%r10, %rbp
	movq	%r14, %r10
	movq	%r15, %r14
	movq	%rsi, %r15
	movq	24(%rsp), %rsi                  # 8-byte Reload
	jmp	.Lsrbm_BB41_25
.Lsrbm_BB41_19:                              #   in Loop: Header=BB41_17 Depth=1
	movq	%rbx, %rcx
.Lsrbm_BB41_25:                              # %.loopexit7
                                        #   in Loop: Header=BB41_17 Depth=1
	subl	%edi, %ebx
	cmpl	$-4, %ebx
	ja	.Lsrbm_BB41_28
# %bb.26:                               # %.preheader.preheader
                                        #   in Loop: Header=BB41_17 Depth=1
	subq	%rcx, %rdi
	.p2align	4
.Lsrbm_BB41_27:                              # %.preheader
                                        #   Parent Loop BB41_17 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzwl	(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addsd	(%rdx,%rax,8), %xmm1
	movzwl	2(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addsd	(%rdx,%rax,8), %xmm1
	movzwl	4(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addsd	(%rdx,%rax,8), %xmm1
	movzwl	6(%r13,%rcx,2), %eax
	addq	%r12, %rax
	imulq	%r8, %rax
	addsd	(%rdx,%rax,8), %xmm1
	addq	$4, %rcx
	addq	$-4, %rdi
	jne	.Lsrbm_BB41_27
	jmp	.Lsrbm_BB41_28
.Lsrbm_BB41_29:
	movq	8(%rsp), %rbx                   # 8-byte Reload
	leaq	96(%rsp), %r12
.Lsrbm_BB41_9:                               # %.loopexit8
	cmpl	$0, 28(%r12)
	movq	272(%r12), %rax
	je	.Lsrbm_BB41_30
# %bb.10:
	movsd	%xmm0, (%rax,%rbx,8)
	movq	280(%r12), %rax
	jmp	.Lsrbm_BB41_31
.Lsrbm_BB41_30:
	addsd	(%rax,%rbx,8), %xmm0
	movsd	%xmm0, (%rax,%rbx,8)
	movq	280(%r12), %rax
	addsd	(%rax,%rbx,8), %xmm1
.Lsrbm_BB41_31:
	movsd	%xmm1, (%rax,%rbx,8)
.Lsrbm_BB41_32:
	addq	$40, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end41:
	.size	weights_reverse_f64, .Lfunc_end41-weights_reverse_f64
	.cfi_endproc
                                        # -- End function
	.globl	biases_reverse_f32              # -- Begin function biases_reverse_f32
	.p2align	4
	.type	biases_reverse_f32,@function
biases_reverse_f32:                     # @biases_reverse_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	pushq	%rax
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	64(%rsp), %r14
	callq	cotangent_place@PLT
	movslq	(%rax), %r15
	movslq	8(%rax), %rbx
	movslq	76(%rsp), %rcx
	xorpd	%xmm1, %xmm1
	cmpl	%ecx, %r15d
	jge	.Lsrbm_BB42_3
# %bb.1:
	movslq	4(%rax), %rax
	movslq	8(%r14), %rdx
	movq	%r15, %rsi
	imulq	%rdx, %rsi
	leaq	(,%rbx,4), %rdi
	leaq	(%rdi,%rsi,4), %rsi
	addq	256(%r14), %rsi
	imulq	%rax, %rdx
	shlq	$2, %rdx
	movq	%r15, %rdi
	.p2align	4
.Lsrbm_BB42_2:                               # =>This Inner Loop Header: Depth=1
	movss	(%rsi), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	cvtss2sd	%xmm0, %xmm0
	addsd	%xmm0, %xmm1
	addq	%rax, %rdi
	addq	%rdx, %rsi
	cmpq	%rcx, %rdi
	jl	.Lsrbm_BB42_2
.Lsrbm_BB42_3:                               # %.loopexit6
	movsd	%xmm1, (%rsp)                   # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %r12
	movl	4(%rax), %r13d
	leaq	_ZZL9block_sumdE4sums(%rip), %rbp
	movsd	(%rsp), %xmm0                   # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rbp,%r12,8)
	cmpl	$2, %r13d
	jl	.Lsrbm_BB42_8
# %bb.4:
	shrl	%r13d
	jmp	.Lsrbm_BB42_5
	.p2align	4
.Lsrbm_BB42_7:                               #   in Loop: Header=BB42_5 Depth=1
	shrl	%r13d
	je	.Lsrbm_BB42_8
.Lsrbm_BB42_5:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r13d, %r12d
	jge	.Lsrbm_BB42_7
# %bb.6:                                #   in Loop: Header=BB42_5 Depth=1
	leal	(%r12,%r13), %eax
	cltq
	movsd	(%rbp,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%rbp,%r12,8), %xmm0
	movsd	%xmm0, (%rbp,%r12,8)
	jmp	.Lsrbm_BB42_7
.Lsrbm_BB42_8:                               # %.loopexit
	callq	cotangent_barrier@PLT
	testl	%r15d, %r15d
	jne	.Lsrbm_BB42_12
# %bb.9:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	cmpl	$0, 28(%r14)
	movq	320(%r14), %rax
	xorpd	%xmm1, %xmm1
	jne	.Lsrbm_BB42_11
# %bb.10:
	movss	(%rax,%rbx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
.Lsrbm_BB42_11:
	cvtsd2ss	%xmm0, %xmm0
	addss	%xmm1, %xmm0
	movss	%xmm0, (%rax,%rbx,4)
.Lsrbm_BB42_12:
	addq	$8, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end42:
	.size	biases_reverse_f32, .Lfunc_end42-biases_reverse_f32
	.cfi_endproc
                                        # -- End function
	.globl	biases_reverse_f64              # -- Begin function biases_reverse_f64
	.p2align	4
	.type	biases_reverse_f64,@function
biases_reverse_f64:                     # @biases_reverse_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	pushq	%rax
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	leaq	64(%rsp), %r14
	callq	cotangent_place@PLT
	movslq	(%rax), %r15
	movslq	8(%rax), %rbx
	movslq	76(%rsp), %rcx
	xorpd	%xmm0, %xmm0
	cmpl	%ecx, %r15d
	jge	.Lsrbm_BB43_3
# %bb.1:
	movslq	4(%rax), %rax
	movslq	8(%r14), %rdx
	movq	%r15, %rsi
	imulq	%rdx, %rsi
	leaq	(,%rbx,8), %rdi
	leaq	(%rdi,%rsi,8), %rsi
	addq	256(%r14), %rsi
	imulq	%rax, %rdx
	shlq	$3, %rdx
	movq	%r15, %rdi
	.p2align	4
.Lsrbm_BB43_2:                               # =>This Inner Loop Header: Depth=1
	addsd	(%rsi), %xmm0
	addq	%rax, %rdi
	addq	%rdx, %rsi
	cmpq	%rcx, %rdi
	jl	.Lsrbm_BB43_2
.Lsrbm_BB43_3:                               # %.loopexit6
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	callq	cotangent_place@PLT
	movslq	(%rax), %r12
	movl	4(%rax), %r13d
	leaq	_ZZL9block_sumdE4sums(%rip), %rbp
	movsd	(%rsp), %xmm0                   # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%rbp,%r12,8)
	cmpl	$2, %r13d
	jl	.Lsrbm_BB43_8
# %bb.4:
	shrl	%r13d
	jmp	.Lsrbm_BB43_5
	.p2align	4
.Lsrbm_BB43_7:                               #   in Loop: Header=BB43_5 Depth=1
	shrl	%r13d
	je	.Lsrbm_BB43_8
.Lsrbm_BB43_5:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r13d, %r12d
	jge	.Lsrbm_BB43_7
# %bb.6:                                #   in Loop: Header=BB43_5 Depth=1
	leal	(%r12,%r13), %eax
	cltq
	movsd	(%rbp,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%rbp,%r12,8), %xmm0
	movsd	%xmm0, (%rbp,%r12,8)
	jmp	.Lsrbm_BB43_7
.Lsrbm_BB43_8:                               # %.loopexit
	callq	cotangent_barrier@PLT
	testl	%r15d, %r15d
	jne	.Lsrbm_BB43_12
# %bb.9:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	cmpl	$0, 28(%r14)
	movq	320(%r14), %rax
	xorpd	%xmm1, %xmm1
	jne	.Lsrbm_BB43_11
# %bb.10:
	movsd	(%rax,%rbx,8), %xmm1            # xmm1 = mem[0],zero
.Lsrbm_BB43_11:
	addsd	%xmm1, %xmm0
	movsd	%xmm0, (%rax,%rbx,8)
.Lsrbm_BB43_12:
	addq	$8, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end43:
	.size	biases_reverse_f64, .Lfunc_end43-biases_reverse_f64
	.cfi_endproc
                                        # -- End function
	.globl	weights_finish_f32              # -- Begin function weights_finish_f32
	.p2align	4
	.type	weights_finish_f32,@function
weights_finish_f32:                     # @weights_finish_f32
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%rbx
	.cfi_def_cfa_offset 32
	subq	$16, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbx
	imulq	%rdx, %rbx
	movslq	48(%rsp), %rax
	movslq	52(%rsp), %rdi
	imulq	%rdi, %rax
	movslq	56(%rsp), %rsi
	imulq	%rsi, %rax
	addq	%rcx, %rbx
	cmpq	%rax, %rbx
	jae	.Lsrbm_BB44_10
# %bb.1:
	movq	%rbx, %rax
	orq	%rsi, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB44_2
# %bb.3:
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%rsi
	movq	%rdx, %rcx
	movq	%rax, %r14
	jmp	.Lsrbm_BB44_4
.Lsrbm_BB44_2:
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%esi
	movl	%edx, %ecx
	movl	%eax, %r14d
.Lsrbm_BB44_4:
	leaq	48(%rsp), %r15
	movq	%r14, %rax
	orq	%rdi, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB44_5
# %bb.6:
	movq	%r14, %rax
	xorl	%edx, %edx
	divq	%rdi
	jmp	.Lsrbm_BB44_7
.Lsrbm_BB44_5:
	movl	%r14d, %eax
	xorl	%edx, %edx
	divl	%edi
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB44_7:
	movq	280(%r15), %rdx
	movss	(%rdx,%rbx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movq	160(%r15), %rdx
	movq	272(%r15), %rdi
	cmpb	$0, (%rdx,%rax)
	movss	(%rdi,%rbx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	jne	.Lsrbm_BB44_9
# %bb.8:
	movq	112(%r15), %rdx
	imulq	%rsi, %rax
	shlq	$2, %rax
	addq	144(%r15), %rax
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movss	(%rdx,%rbx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	subss	(%rax,%rcx,4), %xmm0
	addss	%xmm0, %xmm0
	movss	%xmm1, 8(%rsp)                  # 4-byte Spill
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	8(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm0, %xmm0
	movq	296(%r15), %rax
	mulss	%xmm0, %xmm1
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	subss	(%rax,%r14,4), %xmm1
.Lsrbm_BB44_9:
	addss	%xmm1, %xmm0
	movq	312(%r15), %rax
	movss	%xmm0, (%rax,%rbx,4)
.Lsrbm_BB44_10:
	addq	$16, %rsp
	.cfi_def_cfa_offset 32
	popq	%rbx
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end44:
	.size	weights_finish_f32, .Lfunc_end44-weights_finish_f32
	.cfi_endproc
                                        # -- End function
	.globl	weights_finish_f64              # -- Begin function weights_finish_f64
	.p2align	4
	.type	weights_finish_f64,@function
weights_finish_f64:                     # @weights_finish_f64
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%rbx
	.cfi_def_cfa_offset 32
	subq	$16, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rcx
	movslq	4(%rax), %rdx
	movslq	8(%rax), %rbx
	imulq	%rdx, %rbx
	movslq	48(%rsp), %rax
	movslq	52(%rsp), %rdi
	imulq	%rdi, %rax
	movslq	56(%rsp), %rsi
	imulq	%rsi, %rax
	addq	%rcx, %rbx
	cmpq	%rax, %rbx
	jae	.Lsrbm_BB45_10
# %bb.1:
	movq	%rbx, %rax
	orq	%rsi, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB45_2
# %bb.3:
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%rsi
	movq	%rdx, %rcx
	movq	%rax, %r14
	jmp	.Lsrbm_BB45_4
.Lsrbm_BB45_2:
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%esi
	movl	%edx, %ecx
	movl	%eax, %r14d
.Lsrbm_BB45_4:
	leaq	48(%rsp), %r15
	movq	%r14, %rax
	orq	%rdi, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB45_5
# %bb.6:
	movq	%r14, %rax
	xorl	%edx, %edx
	divq	%rdi
	jmp	.Lsrbm_BB45_7
.Lsrbm_BB45_5:
	movl	%r14d, %eax
	xorl	%edx, %edx
	divl	%edi
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB45_7:
	movq	280(%r15), %rdx
	movsd	(%rdx,%rbx,8), %xmm0            # xmm0 = mem[0],zero
	movq	160(%r15), %rdx
	movq	272(%r15), %rdi
	cmpb	$0, (%rdx,%rax)
	movsd	(%rdi,%rbx,8), %xmm1            # xmm1 = mem[0],zero
	jne	.Lsrbm_BB45_9
# %bb.8:
	movq	112(%r15), %rdx
	imulq	%rsi, %rax
	shlq	$3, %rax
	addq	144(%r15), %rax
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movsd	(%rdx,%rbx,8), %xmm0            # xmm0 = mem[0],zero
	subsd	(%rax,%rcx,8), %xmm0
	addsd	%xmm0, %xmm0
	movsd	%xmm1, (%rsp)                   # 8-byte Spill
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	(%rsp), %xmm1                   # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm0, %xmm0
	movq	296(%r15), %rax
	mulsd	%xmm0, %xmm1
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	subsd	(%rax,%r14,8), %xmm1
.Lsrbm_BB45_9:
	addsd	%xmm1, %xmm0
	movq	312(%r15), %rax
	movsd	%xmm0, (%rax,%rbx,8)
.Lsrbm_BB45_10:
	addq	$16, %rsp
	.cfi_def_cfa_offset 32
	popq	%rbx
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end45:
	.size	weights_finish_f64, .Lfunc_end45-weights_finish_f64
	.cfi_endproc
                                        # -- End function
	.globl	naive_clear_f32                 # -- Begin function naive_clear_f32
	.p2align	4
	.type	naive_clear_f32,@function
naive_clear_f32:                        # @naive_clear_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset %rbx, -16
	leaq	16(%rsp), %rbx
	callq	cotangent_place@PLT
	movslq	(%rax), %rsi
	movslq	4(%rax), %rdi
	movslq	8(%rax), %rcx
	movslq	20(%rax), %rax
	movslq	16(%rsp), %r8
	movslq	20(%rsp), %rdx
	imulq	%r8, %rdx
	imulq	%rdi, %rax
	imulq	%rdi, %rcx
	addq	%rsi, %rcx
	movq	%rdx, %rsi
	imulq	%rdx, %rsi
	cmpq	%rsi, %rcx
	jae	.Lsrbm_BB46_3
# %bb.1:
	leaq	(,%rcx,4), %rdi
	addq	288(%rbx), %rdi
	leaq	(,%rax,4), %r8
	movq	%rcx, %r9
	.p2align	4
.Lsrbm_BB46_2:                               # =>This Inner Loop Header: Depth=1
	movl	$0, (%rdi)
	addq	%rax, %r9
	addq	%r8, %rdi
	cmpq	%rsi, %r9
	jb	.Lsrbm_BB46_2
.Lsrbm_BB46_3:                               # %.loopexit9
	movslq	8(%rbx), %rsi
	movq	%rdx, %rdi
	imulq	%rsi, %rdi
	cmpq	%rdi, %rcx
	jae	.Lsrbm_BB46_6
# %bb.4:
	leaq	(,%rcx,4), %r8
	addq	312(%rbx), %r8
	leaq	(,%rax,4), %r9
	movq	%rcx, %r10
	.p2align	4
.Lsrbm_BB46_5:                               # =>This Inner Loop Header: Depth=1
	movl	$0, (%r8)
	addq	%rax, %r10
	addq	%r9, %r8
	cmpq	%rdi, %r10
	jb	.Lsrbm_BB46_5
.Lsrbm_BB46_6:                               # %.loopexit8
	movslq	12(%rbx), %rdi
	imulq	%rsi, %rdi
	cmpq	%rdi, %rcx
	jae	.Lsrbm_BB46_9
# %bb.7:
	leaq	(,%rcx,4), %r8
	addq	256(%rbx), %r8
	leaq	(,%rax,4), %r9
	movq	%rcx, %r10
	.p2align	4
.Lsrbm_BB46_8:                               # =>This Inner Loop Header: Depth=1
	movl	$0, (%r8)
	addq	%rax, %r10
	addq	%r9, %r8
	cmpq	%rdi, %r10
	jb	.Lsrbm_BB46_8
.Lsrbm_BB46_9:                               # %.loopexit7
	cmpq	%rdx, %rcx
	jae	.Lsrbm_BB46_12
# %bb.10:
	leaq	(,%rcx,4), %rdi
	addq	296(%rbx), %rdi
	leaq	(,%rax,4), %r8
	movq	%rcx, %r9
	.p2align	4
.Lsrbm_BB46_11:                              # =>This Inner Loop Header: Depth=1
	movl	$0, (%rdi)
	addq	%rax, %r9
	addq	%r8, %rdi
	cmpq	%rdx, %r9
	jb	.Lsrbm_BB46_11
.Lsrbm_BB46_12:                              # %.loopexit6
	cmpq	%rsi, %rcx
	jae	.Lsrbm_BB46_15
# %bb.13:
	leaq	(,%rcx,4), %rdx
	addq	320(%rbx), %rdx
	leaq	(,%rax,4), %rdi
	.p2align	4
.Lsrbm_BB46_14:                              # =>This Inner Loop Header: Depth=1
	movl	$0, (%rdx)
	addq	%rax, %rcx
	addq	%rdi, %rdx
	cmpq	%rsi, %rcx
	jb	.Lsrbm_BB46_14
.Lsrbm_BB46_15:                              # %.loopexit
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end46:
	.size	naive_clear_f32, .Lfunc_end46-naive_clear_f32
	.cfi_endproc
                                        # -- End function
	.globl	naive_clear_f64                 # -- Begin function naive_clear_f64
	.p2align	4
	.type	naive_clear_f64,@function
naive_clear_f64:                        # @naive_clear_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset %rbx, -16
	leaq	16(%rsp), %rbx
	callq	cotangent_place@PLT
	movslq	(%rax), %rsi
	movslq	4(%rax), %rdi
	movslq	8(%rax), %rcx
	movslq	20(%rax), %rax
	movslq	16(%rsp), %r8
	movslq	20(%rsp), %rdx
	imulq	%r8, %rdx
	imulq	%rdi, %rax
	imulq	%rdi, %rcx
	addq	%rsi, %rcx
	movq	%rdx, %rsi
	imulq	%rdx, %rsi
	cmpq	%rsi, %rcx
	jae	.Lsrbm_BB47_3
# %bb.1:
	leaq	(,%rcx,8), %rdi
	addq	288(%rbx), %rdi
	leaq	(,%rax,8), %r8
	movq	%rcx, %r9
	.p2align	4
.Lsrbm_BB47_2:                               # =>This Inner Loop Header: Depth=1
	movq	$0, (%rdi)
	addq	%rax, %r9
	addq	%r8, %rdi
	cmpq	%rsi, %r9
	jb	.Lsrbm_BB47_2
.Lsrbm_BB47_3:                               # %.loopexit9
	movslq	8(%rbx), %rsi
	movq	%rdx, %rdi
	imulq	%rsi, %rdi
	cmpq	%rdi, %rcx
	jae	.Lsrbm_BB47_6
# %bb.4:
	leaq	(,%rcx,8), %r8
	addq	312(%rbx), %r8
	leaq	(,%rax,8), %r9
	movq	%rcx, %r10
	.p2align	4
.Lsrbm_BB47_5:                               # =>This Inner Loop Header: Depth=1
	movq	$0, (%r8)
	addq	%rax, %r10
	addq	%r9, %r8
	cmpq	%rdi, %r10
	jb	.Lsrbm_BB47_5
.Lsrbm_BB47_6:                               # %.loopexit8
	movslq	12(%rbx), %rdi
	imulq	%rsi, %rdi
	cmpq	%rdi, %rcx
	jae	.Lsrbm_BB47_9
# %bb.7:
	leaq	(,%rcx,8), %r8
	addq	256(%rbx), %r8
	leaq	(,%rax,8), %r9
	movq	%rcx, %r10
	.p2align	4
.Lsrbm_BB47_8:                               # =>This Inner Loop Header: Depth=1
	movq	$0, (%r8)
	addq	%rax, %r10
	addq	%r9, %r8
	cmpq	%rdi, %r10
	jb	.Lsrbm_BB47_8
.Lsrbm_BB47_9:                               # %.loopexit7
	cmpq	%rdx, %rcx
	jae	.Lsrbm_BB47_12
# %bb.10:
	leaq	(,%rcx,8), %rdi
	addq	296(%rbx), %rdi
	leaq	(,%rax,8), %r8
	movq	%rcx, %r9
	.p2align	4
.Lsrbm_BB47_11:                              # =>This Inner Loop Header: Depth=1
	movq	$0, (%rdi)
	addq	%rax, %r9
	addq	%r8, %rdi
	cmpq	%rdx, %r9
	jb	.Lsrbm_BB47_11
.Lsrbm_BB47_12:                              # %.loopexit6
	cmpq	%rsi, %rcx
	jae	.Lsrbm_BB47_15
# %bb.13:
	leaq	(,%rcx,8), %rdx
	addq	320(%rbx), %rdx
	leaq	(,%rax,8), %rdi
	.p2align	4
.Lsrbm_BB47_14:                              # =>This Inner Loop Header: Depth=1
	movq	$0, (%rdx)
	addq	%rax, %rcx
	addq	%rdi, %rdx
	cmpq	%rsi, %rcx
	jb	.Lsrbm_BB47_14
.Lsrbm_BB47_15:                              # %.loopexit
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end47:
	.size	naive_clear_f64, .Lfunc_end47-naive_clear_f64
	.cfi_endproc
                                        # -- End function
	.globl	naive_f32                       # -- Begin function naive_f32
	.p2align	4
	.type	naive_f32,@function
naive_f32:                              # @naive_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$232, %rsp
	.cfi_def_cfa_offset 288
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rsi
	movslq	4(%rax), %rcx
	movslq	8(%rax), %r15
	movq	%r15, 48(%rsp)                  # 8-byte Spill
	imulq	%rcx, %r15
	movq	%rsi, 24(%rsp)                  # 8-byte Spill
	leaq	(%r15,%rsi), %rbx
	movslq	288(%rsp), %rdx
	movslq	292(%rsp), %r10
	movq	%r10, %rdi
	movq	%rdx, 160(%rsp)                 # 8-byte Spill
	imulq	%rdx, %rdi
	movslq	300(%rsp), %r11
	imulq	%r11, %rdi
	xorps	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	cmpq	%rdi, %rbx
	jae	.Lsrbm_BB48_4
# %bb.1:
	movslq	20(%rax), %r9
	imulq	%rcx, %r9
	leaq	288(%rsp), %rax
	movq	64(%rax), %r8
	movslq	20(%rax), %r14
	movslq	8(%rax), %rcx
	movq	%rcx, 136(%rsp)                 # 8-byte Spill
	movsd	48(%rax), %xmm0                 # xmm0 = mem[0],zero
	cvtsd2ss	%xmm0, %xmm0
	movss	%xmm0, 20(%rsp)                 # 4-byte Spill
	movsd	56(%rax), %xmm0                 # xmm0 = mem[0],zero
	movq	96(%rax), %rcx
	movq	%rcx, 120(%rsp)                 # 8-byte Spill
	movq	128(%rax), %rcx
	movq	%rcx, 104(%rsp)                 # 8-byte Spill
	movq	112(%rax), %rcx
	movq	%rcx, 88(%rsp)                  # 8-byte Spill
	movq	192(%rax), %rcx
	movq	%rcx, 32(%rsp)                  # 8-byte Spill
	cvtsd2ss	%xmm0, %xmm0
	movss	%xmm0, 16(%rsp)                 # 4-byte Spill
	movq	296(%rax), %rcx
	movq	%rcx, 80(%rsp)                  # 8-byte Spill
	movq	288(%rax), %rcx
	movq	%rcx, 72(%rsp)                  # 8-byte Spill
	movq	312(%rax), %rcx
	movq	%rcx, 64(%rsp)                  # 8-byte Spill
	movq	256(%rax), %rax
	movq	%rax, 56(%rsp)                  # 8-byte Spill
	addq	24(%rsp), %r15                  # 8-byte Folded Reload
	xorps	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movq	%rdi, 152(%rsp)                 # 8-byte Spill
	movq	%r11, 144(%rsp)                 # 8-byte Spill
	movq	%r9, 128(%rsp)                  # 8-byte Spill
	movq	%r10, 112(%rsp)                 # 8-byte Spill
	movq	%r14, 96(%rsp)                  # 8-byte Spill
	movq	%r8, 40(%rsp)                   # 8-byte Spill
	movq	120(%rsp), %r13                 # 8-byte Reload
	movq	104(%rsp), %rbp                 # 8-byte Reload
	movq	88(%rsp), %r12                  # 8-byte Reload
	jmp	.Lsrbm_BB48_2
	.p2align	4
.Lsrbm_BB48_18:                              #   in Loop: Header=BB48_2 Depth=1
	addq	%r9, %rbx
	addq	%r9, %r15
	cmpq	%rdi, %r15
	jae	.Lsrbm_BB48_4
.Lsrbm_BB48_2:                               # =>This Inner Loop Header: Depth=1
	movq	%rbx, %rax
	orq	%r11, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB48_3
# %bb.12:                               #   in Loop: Header=BB48_2 Depth=1
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%r11
	movq	%rdx, %rcx
	jmp	.Lsrbm_BB48_13
	.p2align	4
.Lsrbm_BB48_3:                               #   in Loop: Header=BB48_2 Depth=1
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%r11d
	movl	%edx, %ecx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB48_13:                              #   in Loop: Header=BB48_2 Depth=1
	movq	%rax, %rdx
	orq	%r10, %rdx
	shrq	$32, %rdx
	je	.Lsrbm_BB48_14
# %bb.15:                               #   in Loop: Header=BB48_2 Depth=1
	xorl	%edx, %edx
	divq	%r10
	jmp	.Lsrbm_BB48_16
	.p2align	4
.Lsrbm_BB48_14:                              #   in Loop: Header=BB48_2 Depth=1
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%r10d
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB48_16:                              #   in Loop: Header=BB48_2 Depth=1
	movq	%rax, %rsi
	imulq	%r14, %rsi
	addq	%r8, %rsi
	movzbl	(%rcx,%rsi), %esi
	cmpq	%rsi, %rdx
	je	.Lsrbm_BB48_18
# %bb.17:                               #   in Loop: Header=BB48_2 Depth=1
	movq	160(%rsp), %rsi                 # 8-byte Reload
	movq	%rsi, 168(%rsp)
	movq	%r10, 176(%rsp)
	movq	136(%rsp), %rsi                 # 8-byte Reload
	movq	%rsi, 184(%rsp)
	movq	%r14, 192(%rsp)
	movq	%rcx, 200(%rsp)
	movq	%rax, 208(%rsp)
	movq	%rdx, 216(%rsp)
	movss	20(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 224(%rsp)
	movl	$1065353216, 228(%rsp)          # imm = 0x3F800000
	movq	%r13, %rdi
	movq	%rbp, %rsi
	movq	%r12, %rdx
	movq	32(%rsp), %rcx                  # 8-byte Reload
	leaq	168(%rsp), %r9
	callq	*flip_risk_f32@GOTPCREL(%rip)
	cvtss2sd	%xmm0, %xmm0
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm0, %xmm1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movss	16(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 228(%rsp)
	movq	%r13, %rdi
	movq	80(%rsp), %rsi                  # 8-byte Reload
	movq	%rbp, %rdx
	movq	72(%rsp), %rcx                  # 8-byte Reload
	movq	%r12, %r8
	movq	64(%rsp), %r9                   # 8-byte Reload
	leaq	168(%rsp), %rax
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	48(%rsp)                        # 8-byte Folded Reload
	.cfi_adjust_cfa_offset 8
	pushq	72(%rsp)                        # 8-byte Folded Reload
	.cfi_adjust_cfa_offset 8
	pushq	56(%rsp)                        # 8-byte Folded Reload
	.cfi_adjust_cfa_offset 8
	callq	*flip_risk_reverse_f32@GOTPCREL(%rip)
	movq	128(%rsp), %r14                 # 8-byte Reload
	movq	144(%rsp), %r10                 # 8-byte Reload
	movq	160(%rsp), %r9                  # 8-byte Reload
	movq	72(%rsp), %r8                   # 8-byte Reload
	movq	176(%rsp), %r11                 # 8-byte Reload
	movq	184(%rsp), %rdi                 # 8-byte Reload
	addq	$32, %rsp
	.cfi_adjust_cfa_offset -32
	jmp	.Lsrbm_BB48_18
.Lsrbm_BB48_4:                               # %.loopexit8
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movl	4(%rax), %r14d
	leaq	_ZZL9block_sumdE4sums(%rip), %r15
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r15,%rbx,8)
	cmpl	$2, %r14d
	jl	.Lsrbm_BB48_9
# %bb.5:
	shrl	%r14d
	jmp	.Lsrbm_BB48_6
	.p2align	4
.Lsrbm_BB48_8:                               #   in Loop: Header=BB48_6 Depth=1
	shrl	%r14d
	je	.Lsrbm_BB48_9
.Lsrbm_BB48_6:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r14d, %ebx
	jge	.Lsrbm_BB48_8
# %bb.7:                                #   in Loop: Header=BB48_6 Depth=1
	leal	(%r14,%rbx), %eax
	cltq
	movsd	(%r15,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r15,%rbx,8), %xmm0
	movsd	%xmm0, (%r15,%rbx,8)
	jmp	.Lsrbm_BB48_8
.Lsrbm_BB48_9:                               # %.loopexit
	callq	cotangent_barrier@PLT
	cmpl	$0, 24(%rsp)                    # 4-byte Folded Reload
	jne	.Lsrbm_BB48_11
# %bb.10:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	leaq	288(%rsp), %rax
	movq	232(%rax), %rax
	movq	48(%rsp), %rcx                  # 8-byte Reload
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB48_11:
	addq	$232, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end48:
	.size	naive_f32, .Lfunc_end48-naive_f32
	.cfi_endproc
                                        # -- End function
	.globl	naive_f64                       # -- Begin function naive_f64
	.p2align	4
	.type	naive_f64,@function
naive_f64:                              # @naive_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$248, %rsp
	.cfi_def_cfa_offset 304
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rsi
	movslq	4(%rax), %rcx
	movslq	8(%rax), %r15
	movq	%r15, 32(%rsp)                  # 8-byte Spill
	imulq	%rcx, %r15
	movq	%rsi, 24(%rsp)                  # 8-byte Spill
	leaq	(%r15,%rsi), %rbx
	movslq	304(%rsp), %rdx
	movslq	308(%rsp), %r10
	movq	%r10, %rdi
	movq	%rdx, 168(%rsp)                 # 8-byte Spill
	imulq	%rdx, %rdi
	movslq	316(%rsp), %r8
	imulq	%r8, %rdi
	xorps	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	cmpq	%rdi, %rbx
	jae	.Lsrbm_BB49_4
# %bb.1:
	movslq	20(%rax), %r9
	imulq	%rcx, %r9
	leaq	304(%rsp), %rax
	movq	64(%rax), %rcx
	movq	%rcx, 16(%rsp)                  # 8-byte Spill
	movslq	20(%rax), %r11
	movslq	8(%rax), %rcx
	movq	%rcx, 144(%rsp)                 # 8-byte Spill
	movsd	48(%rax), %xmm0                 # xmm0 = mem[0],zero
	movsd	%xmm0, 136(%rsp)                # 8-byte Spill
	movsd	56(%rax), %xmm0                 # xmm0 = mem[0],zero
	movsd	%xmm0, 128(%rsp)                # 8-byte Spill
	movq	96(%rax), %rcx
	movq	%rcx, 112(%rsp)                 # 8-byte Spill
	movq	128(%rax), %rcx
	movq	%rcx, 96(%rsp)                  # 8-byte Spill
	movq	112(%rax), %rcx
	movq	%rcx, 80(%rsp)                  # 8-byte Spill
	movq	192(%rax), %rcx
	movq	%rcx, 72(%rsp)                  # 8-byte Spill
	movq	296(%rax), %rcx
	movq	%rcx, 64(%rsp)                  # 8-byte Spill
	movq	288(%rax), %rcx
	movq	%rcx, 56(%rsp)                  # 8-byte Spill
	movq	312(%rax), %rcx
	movq	%rcx, 48(%rsp)                  # 8-byte Spill
	movq	256(%rax), %rax
	movq	%rax, 40(%rsp)                  # 8-byte Spill
	addq	24(%rsp), %r15                  # 8-byte Folded Reload
	xorps	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movq	%rdi, 160(%rsp)                 # 8-byte Spill
	movq	%r8, 152(%rsp)                  # 8-byte Spill
	movq	%r9, 120(%rsp)                  # 8-byte Spill
	movq	%r10, 104(%rsp)                 # 8-byte Spill
	movq	%r11, 88(%rsp)                  # 8-byte Spill
	movq	112(%rsp), %r14                 # 8-byte Reload
	movq	96(%rsp), %rbp                  # 8-byte Reload
	movq	80(%rsp), %r12                  # 8-byte Reload
	movq	72(%rsp), %r13                  # 8-byte Reload
	jmp	.Lsrbm_BB49_2
	.p2align	4
.Lsrbm_BB49_18:                              #   in Loop: Header=BB49_2 Depth=1
	addq	%r9, %rbx
	addq	%r9, %r15
	cmpq	%rdi, %r15
	jae	.Lsrbm_BB49_4
.Lsrbm_BB49_2:                               # =>This Inner Loop Header: Depth=1
	movq	%rbx, %rax
	orq	%r8, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB49_3
# %bb.12:                               #   in Loop: Header=BB49_2 Depth=1
	movq	%rbx, %rax
	xorl	%edx, %edx
	divq	%r8
	movq	%rdx, %rcx
	jmp	.Lsrbm_BB49_13
	.p2align	4
.Lsrbm_BB49_3:                               #   in Loop: Header=BB49_2 Depth=1
	movl	%ebx, %eax
	xorl	%edx, %edx
	divl	%r8d
	movl	%edx, %ecx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB49_13:                              #   in Loop: Header=BB49_2 Depth=1
	movq	%rax, %rdx
	orq	%r10, %rdx
	shrq	$32, %rdx
	je	.Lsrbm_BB49_14
# %bb.15:                               #   in Loop: Header=BB49_2 Depth=1
	xorl	%edx, %edx
	divq	%r10
	jmp	.Lsrbm_BB49_16
	.p2align	4
.Lsrbm_BB49_14:                              #   in Loop: Header=BB49_2 Depth=1
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%r10d
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB49_16:                              #   in Loop: Header=BB49_2 Depth=1
	movq	%rax, %rsi
	imulq	%r11, %rsi
	addq	16(%rsp), %rsi                  # 8-byte Folded Reload
	movzbl	(%rcx,%rsi), %esi
	cmpq	%rsi, %rdx
	je	.Lsrbm_BB49_18
# %bb.17:                               #   in Loop: Header=BB49_2 Depth=1
	movq	168(%rsp), %rsi                 # 8-byte Reload
	movq	%rsi, 176(%rsp)
	movq	%r10, 184(%rsp)
	movq	144(%rsp), %rsi                 # 8-byte Reload
	movq	%rsi, 192(%rsp)
	movq	%r11, 200(%rsp)
	movq	%rcx, 208(%rsp)
	movq	%rax, 216(%rsp)
	movq	%rdx, 224(%rsp)
	movsd	136(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, 232(%rsp)
	movabsq	$4607182418800017408, %rax      # imm = 0x3FF0000000000000
	movq	%rax, 240(%rsp)
	movq	%r14, %rdi
	movq	%rbp, %rsi
	movq	%r12, %rdx
	movq	%r13, %rcx
	movq	16(%rsp), %r8                   # 8-byte Reload
	leaq	176(%rsp), %r9
	callq	*flip_risk_f64@GOTPCREL(%rip)
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm0, %xmm1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movsd	128(%rsp), %xmm0                # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, 240(%rsp)
	movq	%r14, %rdi
	movq	64(%rsp), %rsi                  # 8-byte Reload
	movq	%rbp, %rdx
	movq	56(%rsp), %rcx                  # 8-byte Reload
	movq	%r12, %r8
	movq	48(%rsp), %r9                   # 8-byte Reload
	leaq	176(%rsp), %rax
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	24(%rsp)                        # 8-byte Folded Reload
	.cfi_adjust_cfa_offset 8
	pushq	56(%rsp)                        # 8-byte Folded Reload
	.cfi_adjust_cfa_offset 8
	pushq	%r13
	.cfi_adjust_cfa_offset 8
	callq	*flip_risk_reverse_f64@GOTPCREL(%rip)
	movq	120(%rsp), %r11                 # 8-byte Reload
	movq	136(%rsp), %r10                 # 8-byte Reload
	movq	152(%rsp), %r9                  # 8-byte Reload
	movq	184(%rsp), %r8                  # 8-byte Reload
	movq	192(%rsp), %rdi                 # 8-byte Reload
	addq	$32, %rsp
	.cfi_adjust_cfa_offset -32
	jmp	.Lsrbm_BB49_18
.Lsrbm_BB49_4:                               # %.loopexit8
	callq	cotangent_place@PLT
	movslq	(%rax), %rbx
	movl	4(%rax), %r14d
	leaq	_ZZL9block_sumdE4sums(%rip), %r15
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	movsd	%xmm0, (%r15,%rbx,8)
	cmpl	$2, %r14d
	jl	.Lsrbm_BB49_9
# %bb.5:
	shrl	%r14d
	jmp	.Lsrbm_BB49_6
	.p2align	4
.Lsrbm_BB49_8:                               #   in Loop: Header=BB49_6 Depth=1
	shrl	%r14d
	je	.Lsrbm_BB49_9
.Lsrbm_BB49_6:                               # =>This Inner Loop Header: Depth=1
	callq	cotangent_barrier@PLT
	cmpl	%r14d, %ebx
	jge	.Lsrbm_BB49_8
# %bb.7:                                #   in Loop: Header=BB49_6 Depth=1
	leal	(%r14,%rbx), %eax
	cltq
	movsd	(%r15,%rax,8), %xmm0            # xmm0 = mem[0],zero
	addsd	(%r15,%rbx,8), %xmm0
	movsd	%xmm0, (%r15,%rbx,8)
	jmp	.Lsrbm_BB49_8
.Lsrbm_BB49_9:                               # %.loopexit
	callq	cotangent_barrier@PLT
	cmpl	$0, 24(%rsp)                    # 4-byte Folded Reload
	jne	.Lsrbm_BB49_11
# %bb.10:
	movsd	_ZZL9block_sumdE4sums(%rip), %xmm0 # xmm0 = mem[0],zero
	leaq	304(%rsp), %rax
	movq	232(%rax), %rax
	movq	32(%rsp), %rcx                  # 8-byte Reload
	movsd	%xmm0, (%rax,%rcx,8)
.Lsrbm_BB49_11:
	addq	$248, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end49:
	.size	naive_f64, .Lfunc_end49-naive_f64
	.cfi_endproc
                                        # -- End function
	.globl	naive_inputs_f32                # -- Begin function naive_inputs_f32
	.p2align	4
	.type	naive_inputs_f32,@function
naive_inputs_f32:                       # @naive_inputs_f32
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	pushq	%rax
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rdx
	movslq	4(%rax), %rsi
	movslq	8(%rax), %rcx
	imulq	%rsi, %rcx
	addq	%rdx, %rcx
	movslq	76(%rsp), %rax
	movslq	72(%rsp), %rdi
	imulq	%rdi, %rax
	cmpq	%rax, %rcx
	jae	.Lsrbm_BB50_11
# %bb.1:
	leaq	64(%rsp), %rsi
	movq	%rcx, %rax
	orq	%rdi, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB50_2
# %bb.3:
	movq	%rcx, %rax
	xorl	%edx, %edx
	divq	%rdi
	jmp	.Lsrbm_BB50_4
.Lsrbm_BB50_2:
	movl	%ecx, %eax
	xorl	%edx, %edx
	divl	%edi
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB50_4:
	movslq	(%rsi), %rbx
	testq	%rbx, %rbx
	jle	.Lsrbm_BB50_5
# %bb.6:
	movslq	%eax, %r10
	addq	64(%rsi), %r10
	movslq	20(%rsi), %r11
	movslq	4(%rsi), %r9
	movslq	%edx, %rax
	shlq	$2, %rax
	movq	312(%rsi), %rdx
	addq	%rax, %rdx
	movq	256(%rsi), %r8
	cmpl	$1, %ebx
	jne	.Lsrbm_BB50_12
# %bb.7:
	xorl	%ebx, %ebx
	jmp	.Lsrbm_BB50_9
.Lsrbm_BB50_5:
	movq	256(%rsi), %r8
	movslq	%edx, %rax
	shlq	$2, %rax
	jmp	.Lsrbm_BB50_10
.Lsrbm_BB50_12:
	movl	%ebx, %ebp
	andl	$2147483646, %ebp               # imm = 0x7FFFFFFE
	leaq	(%r9,%r9), %r15
	xorl	%esi, %esi
	xorl	%r13d, %r13d
	movq	%rbp, (%rsp)                    # 8-byte Spill
	.p2align	4
.Lsrbm_BB50_13:                              # =>This Inner Loop Header: Depth=1
	movq	%rsi, %r12
	imulq	%r11, %r12
	movzbl	(%r10,%r12), %r12d
	addq	%r13, %r12
	imulq	%rdi, %r12
	movss	(%r8,%rcx,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	addss	(%rdx,%r12,4), %xmm0
	movss	%xmm0, (%rdx,%r12,4)
	movq	%rsi, %r12
	orq	$1, %r12
	imulq	%r11, %r12
	movzbl	(%r10,%r12), %r12d
	addq	%r9, %r12
	addq	%r13, %r12
	imulq	%rdi, %r12
	movss	(%r8,%rcx,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	addss	(%rdx,%r12,4), %xmm0
	movss	%xmm0, (%rdx,%r12,4)
	addq	$2, %rsi
	addq	%r15, %r13
	addq	$-2, %rbp
	jne	.Lsrbm_BB50_13
# %bb.8:
	testb	$1, %bl
	leaq	64(%rsp), %rsi
	movq	(%rsp), %rbx                    # 8-byte Reload
	je	.Lsrbm_BB50_10
.Lsrbm_BB50_9:
	imulq	%rbx, %r11
	movzbl	(%r10,%r11), %r10d
	imulq	%rbx, %r9
	addq	%r10, %r9
	imulq	%rdi, %r9
	movss	(%r8,%rcx,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	addss	(%rdx,%r9,4), %xmm0
	movss	%xmm0, (%rdx,%r9,4)
.Lsrbm_BB50_10:
	movq	320(%rsi), %rdx
	movss	(%r8,%rcx,4), %xmm0             # xmm0 = mem[0],zero,zero,zero
	addss	(%rdx,%rax), %xmm0
	movss	%xmm0, (%rdx,%rax)
.Lsrbm_BB50_11:
	addq	$8, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end50:
	.size	naive_inputs_f32, .Lfunc_end50-naive_inputs_f32
	.cfi_endproc
                                        # -- End function
	.globl	naive_inputs_f64                # -- Begin function naive_inputs_f64
	.p2align	4
	.type	naive_inputs_f64,@function
naive_inputs_f64:                       # @naive_inputs_f64
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	pushq	%rax
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	callq	cotangent_place@PLT
	movslq	(%rax), %rdx
	movslq	4(%rax), %rsi
	movslq	8(%rax), %rcx
	imulq	%rsi, %rcx
	addq	%rdx, %rcx
	movslq	76(%rsp), %rax
	movslq	72(%rsp), %rdi
	imulq	%rdi, %rax
	cmpq	%rax, %rcx
	jae	.Lsrbm_BB51_11
# %bb.1:
	leaq	64(%rsp), %rsi
	movq	%rcx, %rax
	orq	%rdi, %rax
	shrq	$32, %rax
	je	.Lsrbm_BB51_2
# %bb.3:
	movq	%rcx, %rax
	xorl	%edx, %edx
	divq	%rdi
	jmp	.Lsrbm_BB51_4
.Lsrbm_BB51_2:
	movl	%ecx, %eax
	xorl	%edx, %edx
	divl	%edi
                                        # kill: def $edx killed $edx def $rdx
                                        # kill: def $eax killed $eax def $rax
.Lsrbm_BB51_4:
	movslq	(%rsi), %rbx
	testq	%rbx, %rbx
	jle	.Lsrbm_BB51_5
# %bb.6:
	movslq	%eax, %r10
	addq	64(%rsi), %r10
	movslq	20(%rsi), %r11
	movslq	4(%rsi), %r9
	movslq	%edx, %rax
	shlq	$3, %rax
	movq	312(%rsi), %rdx
	addq	%rax, %rdx
	movq	256(%rsi), %r8
	cmpl	$1, %ebx
	jne	.Lsrbm_BB51_12
# %bb.7:
	xorl	%ebx, %ebx
	jmp	.Lsrbm_BB51_9
.Lsrbm_BB51_5:
	movq	256(%rsi), %r8
	movslq	%edx, %rax
	shlq	$3, %rax
	jmp	.Lsrbm_BB51_10
.Lsrbm_BB51_12:
	movl	%ebx, %ebp
	andl	$2147483646, %ebp               # imm = 0x7FFFFFFE
	leaq	(%r9,%r9), %r15
	xorl	%esi, %esi
	xorl	%r13d, %r13d
	movq	%rbp, (%rsp)                    # 8-byte Spill
	.p2align	4
.Lsrbm_BB51_13:                              # =>This Inner Loop Header: Depth=1
	movq	%rsi, %r12
	imulq	%r11, %r12
	movzbl	(%r10,%r12), %r12d
	addq	%r13, %r12
	imulq	%rdi, %r12
	movsd	(%r8,%rcx,8), %xmm0             # xmm0 = mem[0],zero
	addsd	(%rdx,%r12,8), %xmm0
	movsd	%xmm0, (%rdx,%r12,8)
	movq	%rsi, %r12
	orq	$1, %r12
	imulq	%r11, %r12
	movzbl	(%r10,%r12), %r12d
	addq	%r9, %r12
	addq	%r13, %r12
	imulq	%rdi, %r12
	movsd	(%r8,%rcx,8), %xmm0             # xmm0 = mem[0],zero
	addsd	(%rdx,%r12,8), %xmm0
	movsd	%xmm0, (%rdx,%r12,8)
	addq	$2, %rsi
	addq	%r15, %r13
	addq	$-2, %rbp
	jne	.Lsrbm_BB51_13
# %bb.8:
	testb	$1, %bl
	leaq	64(%rsp), %rsi
	movq	(%rsp), %rbx                    # 8-byte Reload
	je	.Lsrbm_BB51_10
.Lsrbm_BB51_9:
	imulq	%rbx, %r11
	movzbl	(%r10,%r11), %r10d
	imulq	%rbx, %r9
	addq	%r10, %r9
	imulq	%rdi, %r9
	movsd	(%r8,%rcx,8), %xmm0             # xmm0 = mem[0],zero
	addsd	(%rdx,%r9,8), %xmm0
	movsd	%xmm0, (%rdx,%r9,8)
.Lsrbm_BB51_10:
	movq	320(%rsi), %rdx
	movsd	(%r8,%rcx,8), %xmm0             # xmm0 = mem[0],zero
	addsd	(%rdx,%rax), %xmm0
	movsd	%xmm0, (%rdx,%rax)
.Lsrbm_BB51_11:
	addq	$8, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end51:
	.size	naive_inputs_f64, .Lfunc_end51-naive_inputs_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function boltzmann_by_1_f32
.Lsrbm_CPI52_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	boltzmann_by_1_f32
	.p2align	4
	.type	boltzmann_by_1_f32,@function
boltzmann_by_1_f32:                     # @boltzmann_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	xorps	.Lsrbm_CPI52_0(%rip), %xmm0
	subss	%xmm1, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	xorps	.Lsrbm_CPI52_0(%rip), %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end52:
	.size	boltzmann_by_1_f32, .Lfunc_end52-boltzmann_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function boltzmann_by_1_f64
.Lsrbm_CPI53_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	boltzmann_by_1_f64
	.p2align	4
	.type	boltzmann_by_1_f64,@function
boltzmann_by_1_f64:                     # @boltzmann_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	xorpd	.Lsrbm_CPI53_0(%rip), %xmm0
	subsd	%xmm1, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	xorpd	.Lsrbm_CPI53_0(%rip), %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end53:
	.size	boltzmann_by_1_f64, .Lfunc_end53-boltzmann_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function boltzmann_f32
.Lsrbm_CPI54_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	boltzmann_f32
	.p2align	4
	.type	boltzmann_f32,@function
boltzmann_f32:                          # @boltzmann_f32
	.cfi_startproc
# %bb.0:                                # %start
	xorps	.Lsrbm_CPI54_0(%rip), %xmm0
	subss	%xmm1, %xmm0
	jmpq	*__nv_expf@GOTPCREL(%rip)       # TAILCALL
.Lfunc_end54:
	.size	boltzmann_f32, .Lfunc_end54-boltzmann_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function boltzmann_f64
.Lsrbm_CPI55_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	boltzmann_f64
	.p2align	4
	.type	boltzmann_f64,@function
boltzmann_f64:                          # @boltzmann_f64
	.cfi_startproc
# %bb.0:                                # %start
	xorpd	.Lsrbm_CPI55_0(%rip), %xmm0
	subsd	%xmm1, %xmm0
	jmpq	*__nv_exp@GOTPCREL(%rip)        # TAILCALL
.Lfunc_end55:
	.size	boltzmann_f64, .Lfunc_end55-boltzmann_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function boltzmann_jvp_f32
.Lsrbm_CPI56_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	boltzmann_jvp_f32
	.p2align	4
	.type	boltzmann_jvp_f32,@function
boltzmann_jvp_f32:                      # @boltzmann_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	subq	$24, %rsp
	.cfi_def_cfa_offset 32
	movaps	.Lsrbm_CPI56_0(%rip), %xmm3          # xmm3 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm3, %xmm0
	xorps	%xmm1, %xmm3
	movaps	%xmm3, (%rsp)                   # 16-byte Spill
	subss	%xmm2, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	mulss	(%rsp), %xmm0                   # 16-byte Folded Reload
	addq	$24, %rsp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end56:
	.size	boltzmann_jvp_f32, .Lfunc_end56-boltzmann_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function boltzmann_jvp_f64
.Lsrbm_CPI57_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	boltzmann_jvp_f64
	.p2align	4
	.type	boltzmann_jvp_f64,@function
boltzmann_jvp_f64:                      # @boltzmann_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	subq	$24, %rsp
	.cfi_def_cfa_offset 32
	movapd	.Lsrbm_CPI57_0(%rip), %xmm3          # xmm3 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm3, %xmm0
	xorpd	%xmm1, %xmm3
	movapd	%xmm3, (%rsp)                   # 16-byte Spill
	subsd	%xmm2, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	mulsd	(%rsp), %xmm0                   # 16-byte Folded Reload
	addq	$24, %rsp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end57:
	.size	boltzmann_jvp_f64, .Lfunc_end57-boltzmann_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function energy_change_by_1_f32
.Lsrbm_CPI58_0:
	.long	0x3f800000                      # float 1
	.text
	.globl	energy_change_by_1_f32
	.p2align	4
	.type	energy_change_by_1_f32,@function
energy_change_by_1_f32:                 # @energy_change_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI58_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	retq
.Lfunc_end58:
	.size	energy_change_by_1_f32, .Lfunc_end58-energy_change_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function energy_change_by_1_f64
.Lsrbm_CPI59_0:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	energy_change_by_1_f64
	.p2align	4
	.type	energy_change_by_1_f64,@function
energy_change_by_1_f64:                 # @energy_change_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI59_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
	retq
.Lfunc_end59:
	.size	energy_change_by_1_f64, .Lfunc_end59-energy_change_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function energy_change_by_2_f32
.Lsrbm_CPI60_0:
	.long	0xbf800000                      # float -1
	.text
	.globl	energy_change_by_2_f32
	.p2align	4
	.type	energy_change_by_2_f32,@function
energy_change_by_2_f32:                 # @energy_change_by_2_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI60_0(%rip), %xmm0          # xmm0 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	retq
.Lfunc_end60:
	.size	energy_change_by_2_f32, .Lfunc_end60-energy_change_by_2_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function energy_change_by_2_f64
.Lsrbm_CPI61_0:
	.quad	0xbff0000000000000              # double -1
	.text
	.globl	energy_change_by_2_f64
	.p2align	4
	.type	energy_change_by_2_f64,@function
energy_change_by_2_f64:                 # @energy_change_by_2_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI61_0(%rip), %xmm0          # xmm0 = [-1.0E+0,0.0E+0]
	retq
.Lfunc_end61:
	.size	energy_change_by_2_f64, .Lfunc_end61-energy_change_by_2_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function energy_change_by_3_f32
.Lsrbm_CPI62_0:
	.long	0x3f800000                      # float 1
	.text
	.globl	energy_change_by_3_f32
	.p2align	4
	.type	energy_change_by_3_f32,@function
energy_change_by_3_f32:                 # @energy_change_by_3_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI62_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	retq
.Lfunc_end62:
	.size	energy_change_by_3_f32, .Lfunc_end62-energy_change_by_3_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function energy_change_by_3_f64
.Lsrbm_CPI63_0:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	energy_change_by_3_f64
	.p2align	4
	.type	energy_change_by_3_f64,@function
energy_change_by_3_f64:                 # @energy_change_by_3_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI63_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
	retq
.Lfunc_end63:
	.size	energy_change_by_3_f64, .Lfunc_end63-energy_change_by_3_f64
	.cfi_endproc
                                        # -- End function
	.globl	energy_change_f32               # -- Begin function energy_change_f32
	.p2align	4
	.type	energy_change_f32,@function
energy_change_f32:                      # @energy_change_f32
	.cfi_startproc
# %bb.0:                                # %start
	subss	%xmm1, %xmm0
	addss	%xmm2, %xmm0
	retq
.Lfunc_end64:
	.size	energy_change_f32, .Lfunc_end64-energy_change_f32
	.cfi_endproc
                                        # -- End function
	.globl	energy_change_f64               # -- Begin function energy_change_f64
	.p2align	4
	.type	energy_change_f64,@function
energy_change_f64:                      # @energy_change_f64
	.cfi_startproc
# %bb.0:                                # %start
	subsd	%xmm1, %xmm0
	addsd	%xmm2, %xmm0
	retq
.Lfunc_end65:
	.size	energy_change_f64, .Lfunc_end65-energy_change_f64
	.cfi_endproc
                                        # -- End function
	.globl	energy_change_jvp_f32           # -- Begin function energy_change_jvp_f32
	.p2align	4
	.type	energy_change_jvp_f32,@function
energy_change_jvp_f32:                  # @energy_change_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	movaps	%xmm1, %xmm0
	subss	%xmm3, %xmm0
	addss	%xmm5, %xmm0
	retq
.Lfunc_end66:
	.size	energy_change_jvp_f32, .Lfunc_end66-energy_change_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	energy_change_jvp_f64           # -- Begin function energy_change_jvp_f64
	.p2align	4
	.type	energy_change_jvp_f64,@function
energy_change_jvp_f64:                  # @energy_change_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	movapd	%xmm1, %xmm0
	subsd	%xmm3, %xmm0
	addsd	%xmm5, %xmm0
	retq
.Lfunc_end67:
	.size	energy_change_jvp_f64, .Lfunc_end67-energy_change_jvp_f64
	.cfi_endproc
                                        # -- End function
	.globl	exponential_by_1_f32            # -- Begin function exponential_by_1_f32
	.p2align	4
	.type	exponential_by_1_f32,@function
exponential_by_1_f32:                   # @exponential_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	subss	%xmm1, %xmm0
	addss	%xmm0, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	addss	%xmm0, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end68:
	.size	exponential_by_1_f32, .Lfunc_end68-exponential_by_1_f32
	.cfi_endproc
                                        # -- End function
	.globl	exponential_by_1_f64            # -- Begin function exponential_by_1_f64
	.p2align	4
	.type	exponential_by_1_f64,@function
exponential_by_1_f64:                   # @exponential_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	subsd	%xmm1, %xmm0
	addsd	%xmm0, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	addsd	%xmm0, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end69:
	.size	exponential_by_1_f64, .Lfunc_end69-exponential_by_1_f64
	.cfi_endproc
                                        # -- End function
	.globl	exponential_f32                 # -- Begin function exponential_f32
	.p2align	4
	.type	exponential_f32,@function
exponential_f32:                        # @exponential_f32
	.cfi_startproc
# %bb.0:                                # %start
	subss	%xmm1, %xmm0
	addss	%xmm0, %xmm0
	jmpq	*__nv_expf@GOTPCREL(%rip)       # TAILCALL
.Lfunc_end70:
	.size	exponential_f32, .Lfunc_end70-exponential_f32
	.cfi_endproc
                                        # -- End function
	.globl	exponential_f64                 # -- Begin function exponential_f64
	.p2align	4
	.type	exponential_f64,@function
exponential_f64:                        # @exponential_f64
	.cfi_startproc
# %bb.0:                                # %start
	subsd	%xmm1, %xmm0
	addsd	%xmm0, %xmm0
	jmpq	*__nv_exp@GOTPCREL(%rip)        # TAILCALL
.Lfunc_end71:
	.size	exponential_f64, .Lfunc_end71-exponential_f64
	.cfi_endproc
                                        # -- End function
	.globl	exponential_jvp_f32             # -- Begin function exponential_jvp_f32
	.p2align	4
	.type	exponential_jvp_f32,@function
exponential_jvp_f32:                    # @exponential_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	subss	%xmm2, %xmm0
	addss	%xmm0, %xmm0
	addss	%xmm1, %xmm1
	movss	%xmm1, 4(%rsp)                  # 4-byte Spill
	callq	*__nv_expf@GOTPCREL(%rip)
	mulss	4(%rsp), %xmm0                  # 4-byte Folded Reload
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end72:
	.size	exponential_jvp_f32, .Lfunc_end72-exponential_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	exponential_jvp_f64             # -- Begin function exponential_jvp_f64
	.p2align	4
	.type	exponential_jvp_f64,@function
exponential_jvp_f64:                    # @exponential_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	subsd	%xmm2, %xmm0
	addsd	%xmm0, %xmm0
	addsd	%xmm1, %xmm1
	movsd	%xmm1, (%rsp)                   # 8-byte Spill
	callq	*__nv_exp@GOTPCREL(%rip)
	mulsd	(%rsp), %xmm0                   # 8-byte Folded Reload
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end73:
	.size	exponential_jvp_f64, .Lfunc_end73-exponential_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function factor_by_1_f32
.Lsrbm_CPI74_0:
	.long	0x3f800000                      # float 1
	.text
	.globl	factor_by_1_f32
	.p2align	4
	.type	factor_by_1_f32,@function
factor_by_1_f32:                        # @factor_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI74_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	retq
.Lfunc_end74:
	.size	factor_by_1_f32, .Lfunc_end74-factor_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function factor_by_1_f64
.Lsrbm_CPI75_0:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	factor_by_1_f64
	.p2align	4
	.type	factor_by_1_f64,@function
factor_by_1_f64:                        # @factor_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI75_0(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
	retq
.Lfunc_end75:
	.size	factor_by_1_f64, .Lfunc_end75-factor_by_1_f64
	.cfi_endproc
                                        # -- End function
	.globl	factor_by_2_f32                 # -- Begin function factor_by_2_f32
	.p2align	4
	.type	factor_by_2_f32,@function
factor_by_2_f32:                        # @factor_by_2_f32
	.cfi_startproc
# %bb.0:                                # %start
	movaps	%xmm2, %xmm0
	retq
.Lfunc_end76:
	.size	factor_by_2_f32, .Lfunc_end76-factor_by_2_f32
	.cfi_endproc
                                        # -- End function
	.globl	factor_by_2_f64                 # -- Begin function factor_by_2_f64
	.p2align	4
	.type	factor_by_2_f64,@function
factor_by_2_f64:                        # @factor_by_2_f64
	.cfi_startproc
# %bb.0:                                # %start
	movaps	%xmm2, %xmm0
	retq
.Lfunc_end77:
	.size	factor_by_2_f64, .Lfunc_end77-factor_by_2_f64
	.cfi_endproc
                                        # -- End function
	.globl	factor_by_3_f32                 # -- Begin function factor_by_3_f32
	.p2align	4
	.type	factor_by_3_f32,@function
factor_by_3_f32:                        # @factor_by_3_f32
	.cfi_startproc
# %bb.0:                                # %start
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end78:
	.size	factor_by_3_f32, .Lfunc_end78-factor_by_3_f32
	.cfi_endproc
                                        # -- End function
	.globl	factor_by_3_f64                 # -- Begin function factor_by_3_f64
	.p2align	4
	.type	factor_by_3_f64,@function
factor_by_3_f64:                        # @factor_by_3_f64
	.cfi_startproc
# %bb.0:                                # %start
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end79:
	.size	factor_by_3_f64, .Lfunc_end79-factor_by_3_f64
	.cfi_endproc
                                        # -- End function
	.globl	factor_f32                      # -- Begin function factor_f32
	.p2align	4
	.type	factor_f32,@function
factor_f32:                             # @factor_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm2, %xmm1
	addss	%xmm1, %xmm0
	retq
.Lfunc_end80:
	.size	factor_f32, .Lfunc_end80-factor_f32
	.cfi_endproc
                                        # -- End function
	.globl	factor_f64                      # -- Begin function factor_f64
	.p2align	4
	.type	factor_f64,@function
factor_f64:                             # @factor_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm2, %xmm1
	addsd	%xmm1, %xmm0
	retq
.Lfunc_end81:
	.size	factor_f64, .Lfunc_end81-factor_f64
	.cfi_endproc
                                        # -- End function
	.globl	factor_jvp_f32                  # -- Begin function factor_jvp_f32
	.p2align	4
	.type	factor_jvp_f32,@function
factor_jvp_f32:                         # @factor_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	movaps	%xmm3, %xmm0
	mulss	%xmm4, %xmm0
	mulss	%xmm5, %xmm2
	addss	%xmm1, %xmm0
	addss	%xmm2, %xmm0
	retq
.Lfunc_end82:
	.size	factor_jvp_f32, .Lfunc_end82-factor_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	factor_jvp_f64                  # -- Begin function factor_jvp_f64
	.p2align	4
	.type	factor_jvp_f64,@function
factor_jvp_f64:                         # @factor_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	movapd	%xmm3, %xmm0
	mulsd	%xmm4, %xmm0
	mulsd	%xmm5, %xmm2
	addsd	%xmm1, %xmm0
	addsd	%xmm2, %xmm0
	retq
.Lfunc_end83:
	.size	factor_jvp_f64, .Lfunc_end83-factor_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function flip_risk_f32
.Lsrbm_CPI84_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI84_2:
	.long	0xbf317218                      # float -0.693147182
	.long	0xbf317218                      # float -0.693147182
	.zero	4
	.zero	4
.Lsrbm_CPI84_3:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI84_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI84_4:
	.long	0x3f800000                      # float 1
	.text
	.globl	flip_risk_f32
	.p2align	4
	.type	flip_risk_f32,@function
flip_risk_f32:                          # @flip_risk_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$136, %rsp
	.cfi_def_cfa_offset 192
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%r8, %r15
	movq	%rcx, 72(%rsp)                  # 8-byte Spill
	movq	%rdx, 80(%rsp)                  # 8-byte Spill
	movq	%rsi, 96(%rsp)                  # 8-byte Spill
	movq	%rdi, %r12
	movq	(%r9), %r14
	movq	8(%r9), %rdx
	movq	16(%r9), %rbp
	movq	24(%r9), %rsi
	movq	32(%r9), %rcx
	movq	40(%r9), %rax
	movss	56(%r9), %xmm0                  # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	movss	60(%r9), %xmm0                  # xmm0 = mem[0],zero,zero,zero
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movq	%rax, %rbx
	movq	%rdx, 48(%rsp)                  # 8-byte Spill
	imulq	%rdx, %rbx
	movq	%rsi, 104(%rsp)                 # 8-byte Spill
	imulq	%rsi, %rax
	movq	%rcx, 64(%rsp)                  # 8-byte Spill
	addq	%rcx, %r15
	movzbl	(%rax,%r15), %eax
	addq	%rbx, %rax
	addq	48(%r9), %rbx
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	leaq	(%rdi,%rax,4), %rdi
	movq	parameter_f32@GOTPCREL(%rip), %r13
	callq	*%r13
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movq	%rbx, 56(%rsp)                  # 8-byte Spill
	leaq	(%r12,%rbx,4), %rdi
	callq	*%r13
	movss	8(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm1
	testq	%r14, %r14
	je	.Lsrbm_BB84_3
# %bb.1:                                # %bb11.lr.ph
	movq	48(%rsp), %rax                  # 8-byte Reload
	imulq	%r14, %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	xorl	%ebx, %ebx
	.p2align	4
.Lsrbm_BB84_2:                               # %bb11
                                        # =>This Inner Loop Header: Depth=1
	movss	%xmm1, 8(%rsp)                  # 4-byte Spill
	movzbl	(%r15), %eax
	addq	%rbx, %rax
	imulq	88(%rsp), %rax                  # 8-byte Folded Reload
	movq	%r13, %r12
	movq	96(%rsp), %rcx                  # 8-byte Reload
	leaq	(%rcx,%rax,4), %r13
	movq	16(%rsp), %rax                  # 8-byte Reload
	leaq	(,%rax,4), %rdi
	addq	%r13, %rdi
	callq	*%r12
	movss	%xmm0, 32(%rsp)                 # 4-byte Spill
	movq	56(%rsp), %rax                  # 8-byte Reload
	leaq	(,%rax,4), %rdi
	addq	%r13, %rdi
	movq	%r12, %r13
	callq	*%r12
	movss	8(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	movss	32(%rsp), %xmm2                 # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	subss	%xmm0, %xmm2
	addss	%xmm2, %xmm1
	addq	104(%rsp), %r15                 # 8-byte Folded Reload
	addq	48(%rsp), %rbx                  # 8-byte Folded Reload
	decq	%r14
	jne	.Lsrbm_BB84_2
.Lsrbm_BB84_3:                               # %bb6.preheader
	testq	%rbp, %rbp
	movq	16(%rsp), %rdx                  # 8-byte Reload
	je	.Lsrbm_BB84_6
# %bb.4:                                # %bb13.lr.ph
	movq	64(%rsp), %rcx                  # 8-byte Reload
	imulq	%rbp, %rcx
	movq	72(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rcx,4), %r14
	imulq	%rbp, %rdx
	movq	80(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rdx,4), %r15
	movq	56(%rsp), %rcx                  # 8-byte Reload
	imulq	%rbp, %rcx
	leaq	(%rax,%rcx,4), %rbx
	.p2align	4
.Lsrbm_BB84_5:                               # %bb13
                                        # =>This Inner Loop Header: Depth=1
	movss	%xmm1, 8(%rsp)                  # 4-byte Spill
	movq	%r14, %rdi
	callq	*%r13
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movq	%r15, %rdi
	callq	*%r13
	movss	%xmm0, 16(%rsp)                 # 4-byte Spill
	movq	%rbx, %rdi
	callq	*%r13
	subss	16(%rsp), %xmm0                 # 4-byte Folded Reload
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
	addss	%xmm1, %xmm0
	unpcklps	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0],xmm1[1],xmm0[1]
	andps	.Lsrbm_CPI84_0(%rip), %xmm1
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movaps	%xmm1, %xmm0
	movss	.Lsrbm_CPI84_1(%rip), %xmm1          # xmm1 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm1, %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %rax
	callq	*%rax
	movq	__nv_log1pf@GOTPCREL(%rip), %r12
	callq	*%r12
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	pshufd	$85, 32(%rsp), %xmm0            # 16-byte Folded Reload
                                        # xmm0 = mem[1,1,1,1]
	mulss	.Lsrbm_CPI84_1(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	callq	*%r12
	movss	8(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	movaps	16(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	addps	32(%rsp), %xmm2                 # 16-byte Folded Reload
	addps	.Lsrbm_CPI84_2(%rip), %xmm2
	movaps	%xmm2, %xmm0
	shufps	$85, %xmm2, %xmm0               # xmm0 = xmm0[1,1],xmm2[1,1]
	subss	%xmm0, %xmm2
	addss	%xmm2, %xmm1
	addq	$4, %rbx
	addq	$4, %r15
	addq	$4, %r14
	decq	%rbp
	jne	.Lsrbm_BB84_5
.Lsrbm_BB84_6:                               # %bb14
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	xorps	.Lsrbm_CPI84_3(%rip), %xmm0
	mulss	%xmm1, %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB84_8
# %bb.7:                                # %bb16
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB84_9
.Lsrbm_BB84_8:                               # %bb15
	xorps	.Lsrbm_CPI84_3(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI84_4(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB84_9:                               # %bb17
	addss	.Lsrbm_CPI84_4(%rip), %xmm0
	divss	%xmm0, %xmm1
	mulss	%xmm1, %xmm1
	movss	12(%rsp), %xmm0                 # 4-byte Reload
                                        # xmm0 = mem[0],zero,zero,zero
	mulss	%xmm1, %xmm0
	addq	$136, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end84:
	.size	flip_risk_f32, .Lfunc_end84-flip_risk_f32
	.cfi_endproc
                                        # -- End function
	.globl	parameter_f32                   # -- Begin function parameter_f32
	.p2align	4
	.type	parameter_f32,@function
parameter_f32:                          # @parameter_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	(%rdi), %xmm0                   # xmm0 = mem[0],zero,zero,zero
	retq
.Lfunc_end85:
	.size	parameter_f32, .Lfunc_end85-parameter_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function flip_risk_f64
.Lsrbm_CPI86_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI86_2:
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
.Lsrbm_CPI86_3:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI86_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI86_4:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	flip_risk_f64
	.p2align	4
	.type	flip_risk_f64,@function
flip_risk_f64:                          # @flip_risk_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$152, %rsp
	.cfi_def_cfa_offset 208
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%r8, %r15
	movq	%rcx, 80(%rsp)                  # 8-byte Spill
	movq	%rdx, 88(%rsp)                  # 8-byte Spill
	movq	%rsi, 112(%rsp)                 # 8-byte Spill
	movq	%rdi, %r12
	movq	(%r9), %r14
	movq	8(%r9), %rdx
	movq	16(%r9), %rbp
	movq	24(%r9), %rsi
	movq	32(%r9), %rcx
	movq	40(%r9), %rax
	movsd	56(%r9), %xmm0                  # xmm0 = mem[0],zero
	movaps	%xmm0, 128(%rsp)                # 16-byte Spill
	movsd	64(%r9), %xmm0                  # xmm0 = mem[0],zero
	movsd	%xmm0, 96(%rsp)                 # 8-byte Spill
	movq	%rax, %rbx
	movq	%rdx, 56(%rsp)                  # 8-byte Spill
	imulq	%rdx, %rbx
	movq	%rsi, 120(%rsp)                 # 8-byte Spill
	imulq	%rsi, %rax
	movq	%rcx, 72(%rsp)                  # 8-byte Spill
	addq	%rcx, %r15
	movzbl	(%rax,%r15), %eax
	addq	%rbx, %rax
	addq	48(%r9), %rbx
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	leaq	(%rdi,%rax,8), %rdi
	movq	parameter_f64@GOTPCREL(%rip), %r13
	callq	*%r13
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movq	%rbx, 64(%rsp)                  # 8-byte Spill
	leaq	(%r12,%rbx,8), %rdi
	callq	*%r13
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	subsd	%xmm0, %xmm1
	testq	%r14, %r14
	je	.Lsrbm_BB86_3
# %bb.1:                                # %bb11.lr.ph
	movq	56(%rsp), %rax                  # 8-byte Reload
	imulq	%r14, %rax
	movq	%rax, 104(%rsp)                 # 8-byte Spill
	xorl	%ebx, %ebx
	.p2align	4
.Lsrbm_BB86_2:                               # %bb11
                                        # =>This Inner Loop Header: Depth=1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movzbl	(%r15), %eax
	addq	%rbx, %rax
	imulq	104(%rsp), %rax                 # 8-byte Folded Reload
	movq	%r13, %r12
	movq	112(%rsp), %rcx                 # 8-byte Reload
	leaq	(%rcx,%rax,8), %r13
	movq	16(%rsp), %rax                  # 8-byte Reload
	leaq	(,%rax,8), %rdi
	addq	%r13, %rdi
	callq	*%r12
	movsd	%xmm0, 32(%rsp)                 # 8-byte Spill
	movq	64(%rsp), %rax                  # 8-byte Reload
	leaq	(,%rax,8), %rdi
	addq	%r13, %rdi
	movq	%r12, %r13
	callq	*%r12
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	movsd	32(%rsp), %xmm2                 # 8-byte Reload
                                        # xmm2 = mem[0],zero
	subsd	%xmm0, %xmm2
	addsd	%xmm2, %xmm1
	addq	120(%rsp), %r15                 # 8-byte Folded Reload
	addq	56(%rsp), %rbx                  # 8-byte Folded Reload
	decq	%r14
	jne	.Lsrbm_BB86_2
.Lsrbm_BB86_3:                               # %bb6.preheader
	testq	%rbp, %rbp
	movq	16(%rsp), %rdx                  # 8-byte Reload
	je	.Lsrbm_BB86_6
# %bb.4:                                # %bb13.lr.ph
	movq	72(%rsp), %rcx                  # 8-byte Reload
	imulq	%rbp, %rcx
	movq	80(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rcx,8), %r14
	imulq	%rbp, %rdx
	movq	88(%rsp), %rax                  # 8-byte Reload
	leaq	(%rax,%rdx,8), %r15
	movq	64(%rsp), %rcx                  # 8-byte Reload
	imulq	%rbp, %rcx
	leaq	(%rax,%rcx,8), %rbx
	.p2align	4
.Lsrbm_BB86_5:                               # %bb13
                                        # =>This Inner Loop Header: Depth=1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movq	%r14, %rdi
	callq	*%r13
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movq	%r15, %rdi
	callq	*%r13
	movsd	%xmm0, 16(%rsp)                 # 8-byte Spill
	movq	%rbx, %rdi
	callq	*%r13
	subsd	16(%rsp), %xmm0                 # 8-byte Folded Reload
	movapd	32(%rsp), %xmm1                 # 16-byte Reload
	addsd	%xmm1, %xmm0
	unpcklpd	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0]
	andpd	.Lsrbm_CPI86_0(%rip), %xmm1
	movapd	%xmm1, 32(%rsp)                 # 16-byte Spill
	movapd	%xmm1, %xmm0
	movsd	.Lsrbm_CPI86_1(%rip), %xmm1          # xmm1 = [-2.0E+0,0.0E+0]
	mulsd	%xmm1, %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %rax
	callq	*%rax
	movq	__nv_log1p@GOTPCREL(%rip), %r12
	callq	*%r12
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	pshufd	$238, 32(%rsp), %xmm0           # 16-byte Folded Reload
                                        # xmm0 = mem[2,3,2,3]
	mulsd	.Lsrbm_CPI86_1(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	callq	*%r12
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	movapd	16(%rsp), %xmm2                 # 16-byte Reload
	unpcklpd	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0]
	addpd	32(%rsp), %xmm2                 # 16-byte Folded Reload
	addpd	.Lsrbm_CPI86_2(%rip), %xmm2
	movapd	%xmm2, %xmm0
	unpckhpd	%xmm2, %xmm0                    # xmm0 = xmm0[1],xmm2[1]
	subsd	%xmm0, %xmm2
	addsd	%xmm2, %xmm1
	addq	$8, %rbx
	addq	$8, %r15
	addq	$8, %r14
	decq	%rbp
	jne	.Lsrbm_BB86_5
.Lsrbm_BB86_6:                               # %bb14
	movapd	128(%rsp), %xmm0                # 16-byte Reload
	xorpd	.Lsrbm_CPI86_3(%rip), %xmm0
	mulsd	%xmm1, %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB86_8
# %bb.7:                                # %bb16
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB86_9
.Lsrbm_BB86_8:                               # %bb15
	xorpd	.Lsrbm_CPI86_3(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI86_4(%rip), %xmm1          # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB86_9:                               # %bb17
	addsd	.Lsrbm_CPI86_4(%rip), %xmm0
	divsd	%xmm0, %xmm1
	mulsd	%xmm1, %xmm1
	movsd	96(%rsp), %xmm0                 # 8-byte Reload
                                        # xmm0 = mem[0],zero
	mulsd	%xmm1, %xmm0
	addq	$152, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end86:
	.size	flip_risk_f64, .Lfunc_end86-flip_risk_f64
	.cfi_endproc
                                        # -- End function
	.globl	parameter_f64                   # -- Begin function parameter_f64
	.p2align	4
	.type	parameter_f64,@function
parameter_f64:                          # @parameter_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	(%rdi), %xmm0                   # xmm0 = mem[0],zero
	retq
.Lfunc_end87:
	.size	parameter_f64, .Lfunc_end87-parameter_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function flip_risk_reverse_f32
.Lsrbm_CPI88_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI88_2:
	.long	0xbf317218                      # float -0.693147182
	.long	0xbf317218                      # float -0.693147182
	.zero	4
	.zero	4
.Lsrbm_CPI88_3:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI88_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI88_4:
	.long	0x3f800000                      # float 1
	.text
	.globl	flip_risk_reverse_f32
	.p2align	4
	.type	flip_risk_reverse_f32,@function
flip_risk_reverse_f32:                  # @flip_risk_reverse_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$264, %rsp                      # imm = 0x108
	.cfi_def_cfa_offset 320
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%r9, 248(%rsp)                  # 8-byte Spill
	movq	%rsi, 256(%rsp)                 # 8-byte Spill
	movq	336(%rsp), %rbp
	movq	344(%rsp), %r11
	movq	(%r11), %rbx
	movq	8(%r11), %r12
	movq	24(%r11), %r13
	movq	32(%r11), %rax
	movq	40(%r11), %rsi
	movq	%rsi, %r14
	imulq	%r12, %r14
	imulq	%r13, %rsi
	movq	%rax, 72(%rsp)                  # 8-byte Spill
	addq	%rbp, %rax
	movzbl	(%rsi,%rax), %r10d
	addq	%r14, %r10
	addq	48(%r11), %r14
	movss	(%rdi,%r10,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	subss	(%rdi,%r14,4), %xmm1
	movq	16(%r11), %r15
	testq	%rbx, %rbx
	movq	%rbx, 64(%rsp)                  # 8-byte Spill
	movq	%r12, 56(%rsp)                  # 8-byte Spill
	movq	%rcx, 216(%rsp)                 # 8-byte Spill
	movq	%r15, 112(%rsp)                 # 8-byte Spill
	je	.Lsrbm_BB88_5
# %bb.1:                                # %bb11.lr.ph.i
	movq	%r12, %rsi
	imulq	%rbx, %rsi
	cmpq	$1, %rbx
	jne	.Lsrbm_BB88_9
# %bb.2:
	xorl	%edi, %edi
	jmp	.Lsrbm_BB88_4
.Lsrbm_BB88_9:                               # %bb11.lr.ph.i.new
	movq	%r8, 32(%rsp)                   # 8-byte Spill
	movq	%rbx, %r9
	andq	$-2, %r9
	leaq	(%r12,%r12), %r8
	leaq	(,%r13,2), %r11
	xorl	%edi, %edi
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	movq	%rax, %rbx
	movq	%r14, %rcx
	xorl	%r14d, %r14d
	.p2align	4
.Lsrbm_BB88_10:                              # %bb11.i
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%rbx), %r15d
	addq	%r14, %r15
	imulq	%rsi, %r15
	leaq	(%rdx,%r15,4), %r15
	movss	(%r15,%r10,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	subss	(%r15,%rcx,4), %xmm0
	addss	%xmm1, %xmm0
	addq	$2, %rdi
	movzbl	(%rbx,%r13), %r15d
	movq	56(%rsp), %r12                  # 8-byte Reload
	addq	%r14, %r12
	addq	%r12, %r15
	movq	56(%rsp), %r12                  # 8-byte Reload
	imulq	%rsi, %r15
	leaq	(%rdx,%r15,4), %r15
	movss	(%r15,%r10,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	subss	(%r15,%rcx,4), %xmm1
	addss	%xmm0, %xmm1
	addq	%r8, %r14
	addq	%r11, %rbx
	cmpq	%rdi, %r9
	jne	.Lsrbm_BB88_10
# %bb.3:                                # %bb6.preheader.i.loopexit.unr-lcssa
	movq	64(%rsp), %rbx                  # 8-byte Reload
	testb	$1, %bl
	movq	%rcx, %r14
	movq	112(%rsp), %r15                 # 8-byte Reload
	movq	32(%rsp), %r8                   # 8-byte Reload
	movq	344(%rsp), %r11
	movq	16(%rsp), %rax                  # 8-byte Reload
	je	.Lsrbm_BB88_5
.Lsrbm_BB88_4:                               # %bb11.i.epil.preheader
	movaps	%xmm1, %xmm0
	movq	%rdi, %r9
	imulq	%r12, %r9
	imulq	%r13, %rdi
	movzbl	(%rax,%rdi), %eax
	addq	%r9, %rax
	imulq	%rax, %rsi
	leaq	(%rdx,%rsi,4), %rax
	movss	(%rax,%r10,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	subss	(%rax,%r14,4), %xmm1
	addss	%xmm0, %xmm1
.Lsrbm_BB88_5:                               # %bb6.preheader.i
	movss	56(%r11), %xmm0                 # xmm0 = mem[0],zero,zero,zero
	movss	60(%r11), %xmm2                 # xmm2 = mem[0],zero,zero,zero
	movss	%xmm2, 12(%rsp)                 # 4-byte Spill
	testq	%r15, %r15
	movq	%r14, 208(%rsp)                 # 8-byte Spill
	movq	%r10, 200(%rsp)                 # 8-byte Spill
	movq	%r13, 192(%rsp)                 # 8-byte Spill
	je	.Lsrbm_BB88_6
# %bb.11:                               # %bb13.lr.ph.i
	movaps	%xmm0, 224(%rsp)                # 16-byte Spill
	movq	320(%rsp), %rax
	movq	72(%rsp), %rcx                  # 8-byte Reload
	imulq	%r15, %rcx
	leaq	(%rax,%rcx,4), %rax
	movq	%rax, 96(%rsp)                  # 8-byte Spill
	imulq	%r15, %r10
	leaq	(%r8,%r10,4), %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	movq	%r14, %rax
	imulq	%r15, %rax
	leaq	(%r8,%rax,4), %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	leaq	(,%r15,4), %r12
	movq	malloc@GOTPCREL(%rip), %rbx
	movq	%r12, %rdi
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movq	%rax, 104(%rsp)                 # 8-byte Spill
	movq	%r12, %rdi
	callq	*%rbx
	movq	%rax, %r15
	xorl	%ebx, %ebx
	movq	__nv_expf@GOTPCREL(%rip), %r12
	movq	__nv_log1pf@GOTPCREL(%rip), %r13
	.p2align	4
.Lsrbm_BB88_12:                              # %bb13.i
                                        # =>This Inner Loop Header: Depth=1
	leaq	1(%rbx), %r14
	movq	96(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%rbx,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 144(%rsp)                # 16-byte Spill
	movq	80(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%rbx,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movq	88(%rsp), %rax                  # 8-byte Reload
	subss	(%rax,%rbx,4), %xmm1
	addss	%xmm0, %xmm1
	movaps	%xmm1, 128(%rsp)                # 16-byte Spill
	unpcklps	%xmm1, %xmm0                    # xmm0 = xmm0[0],xmm1[0],xmm0[1],xmm1[1]
	andps	.Lsrbm_CPI88_0(%rip), %xmm0
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movss	.Lsrbm_CPI88_1(%rip), %xmm1          # xmm1 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm1, %xmm0
	callq	*%r12
	callq	*%r13
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movq	104(%rsp), %rax                 # 8-byte Reload
	movaps	128(%rsp), %xmm0                # 16-byte Reload
	movss	%xmm0, (%rax,%rbx,4)
	movaps	144(%rsp), %xmm0                # 16-byte Reload
	movss	%xmm0, (%r15,%rbx,4)
	pshufd	$85, 32(%rsp), %xmm0            # 16-byte Folded Reload
                                        # xmm0 = mem[1,1,1,1]
	mulss	.Lsrbm_CPI88_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movaps	160(%rsp), %xmm1                # 16-byte Reload
	unpcklps	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0],xmm1[1],xmm0[1]
	addps	32(%rsp), %xmm1                 # 16-byte Folded Reload
	addps	.Lsrbm_CPI88_2(%rip), %xmm1
	movaps	%xmm1, %xmm0
	shufps	$85, %xmm1, %xmm0               # xmm0 = xmm0[1,1],xmm1[1,1]
	subss	%xmm0, %xmm1
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	addss	%xmm1, %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	%r14, %rbx
	cmpq	%r14, 112(%rsp)                 # 8-byte Folded Reload
	jne	.Lsrbm_BB88_12
# %bb.13:
	movq	%r15, 184(%rsp)                 # 8-byte Spill
	movq	64(%rsp), %rbx                  # 8-byte Reload
	movq	56(%rsp), %r12                  # 8-byte Reload
	movq	192(%rsp), %r13                 # 8-byte Reload
	movaps	16(%rsp), %xmm1                 # 16-byte Reload
	movaps	224(%rsp), %xmm0                # 16-byte Reload
	jmp	.Lsrbm_BB88_7
.Lsrbm_BB88_6:
                                        # implicit-def: $rax
                                        # kill: killed $rax
                                        # implicit-def: $rax
                                        # kill: killed $rax
.Lsrbm_BB88_7:                               # %bb14.i
	xorps	.Lsrbm_CPI88_3(%rip), %xmm0
	movaps	%xmm0, 224(%rsp)                # 16-byte Spill
	mulss	%xmm0, %xmm1
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm1
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	jae	.Lsrbm_BB88_14
# %bb.8:                                # %bb16.i
	movaps	%xmm1, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm2
	jmp	.Lsrbm_BB88_15
.Lsrbm_BB88_14:                              # %bb15.i
	movaps	.Lsrbm_CPI88_3(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI88_4(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB88_15:                              # %bb17.i
	xorps	%xmm1, %xmm1
	movaps	16(%rsp), %xmm3                 # 16-byte Reload
	ucomiss	%xmm1, %xmm3
	addss	.Lsrbm_CPI88_4(%rip), %xmm0
	divss	%xmm0, %xmm2
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	%xmm1, %xmm1
	mulss	%xmm2, %xmm1
	divss	%xmm0, %xmm1
	xorps	.Lsrbm_CPI88_3(%rip), %xmm2
	mulss	%xmm1, %xmm2
	movq	208(%rsp), %r14                 # 8-byte Reload
	movaps	%xmm3, %xmm0
	jae	.Lsrbm_BB88_21
# %bb.16:                               # %invertbb16.i
	addss	%xmm2, %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	mulss	12(%rsp), %xmm1                 # 4-byte Folded Reload
	jmp	.Lsrbm_BB88_22
.Lsrbm_BB88_21:                              # %invertbb15.i
	xorps	.Lsrbm_CPI88_3(%rip), %xmm0
	movaps	%xmm2, 32(%rsp)                 # 16-byte Spill
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
	xorps	.Lsrbm_CPI88_3(%rip), %xmm1
	mulss	%xmm0, %xmm1
.Lsrbm_BB88_22:                              # %invertbb14.i
	mulss	224(%rsp), %xmm1                # 16-byte Folded Reload
	movq	112(%rsp), %rdx                 # 8-byte Reload
	testq	%rdx, %rdx
	movq	200(%rsp), %rsi                 # 8-byte Reload
	movq	104(%rsp), %rdi                 # 8-byte Reload
	movq	184(%rsp), %r8                  # 8-byte Reload
	movq	216(%rsp), %r9                  # 8-byte Reload
	je	.Lsrbm_BB88_17
# %bb.23:                               # %invertbb13.i.preheader
	movq	328(%rsp), %rax
	movaps	%xmm1, %xmm0
	addss	%xmm1, %xmm0
	movss	%xmm0, 16(%rsp)                 # 4-byte Spill
	movq	%rdx, %rcx
	negq	%rcx
	movq	%rcx, 96(%rsp)                  # 8-byte Spill
	movq	72(%rsp), %rcx                  # 8-byte Reload
	leaq	4(,%rcx,4), %rcx
	imulq	%rdx, %rcx
	leaq	(%rcx,%rax), %r13
	addq	$-4, %r13
	leaq	4(,%rsi,4), %rax
	imulq	%rdx, %rax
	movq	248(%rsp), %rcx                 # 8-byte Reload
	leaq	(%rax,%rcx), %rbx
	addq	$-4, %rbx
	leaq	4(,%r14,4), %rax
	imulq	%rdx, %rax
	leaq	(%rax,%rcx), %r14
	addq	$-4, %r14
	leaq	-4(%r8,%rdx,4), %rax
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	leaq	(%rdi,%rdx,4), %rax
	addq	$-4, %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	xorl	%r12d, %r12d
	movq	__nv_expf@GOTPCREL(%rip), %r15
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	.p2align	4
.Lsrbm_BB88_24:                              # %invertbb13.i
                                        # =>This Inner Loop Header: Depth=1
	movq	80(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%r12,4), %xmm1            # xmm1 = mem[0],zero,zero,zero
	movaps	%xmm1, 160(%rsp)                # 16-byte Spill
	movaps	.Lsrbm_CPI88_0(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	movss	.Lsrbm_CPI88_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm0, %xmm1
	movaps	%xmm1, 128(%rsp)                # 16-byte Spill
	movaps	%xmm1, %xmm0
	callq	*%r15
	movaps	%xmm0, %xmm1
	movss	.Lsrbm_CPI88_4(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm0, %xmm1
	movss	%xmm1, 144(%rsp)                # 4-byte Spill
	movaps	128(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	mulss	16(%rsp), %xmm0                 # 4-byte Folded Reload
	divss	144(%rsp), %xmm0                # 4-byte Folded Reload
	subss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	xorps	%xmm1, %xmm1
	movaps	160(%rsp), %xmm3                # 16-byte Reload
	cmpltss	%xmm1, %xmm3
	movaps	%xmm3, %xmm2
	andnps	%xmm0, %xmm2
	movaps	.Lsrbm_CPI88_3(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm0
	andps	%xmm3, %xmm0
	orps	%xmm2, %xmm0
	movaps	%xmm0, 160(%rsp)                # 16-byte Spill
	movq	88(%rsp), %rax                  # 8-byte Reload
	movss	(%rax,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	movaps	%xmm0, 144(%rsp)                # 16-byte Spill
	andps	.Lsrbm_CPI88_0(%rip), %xmm0
	mulss	.Lsrbm_CPI88_1(%rip), %xmm0
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	callq	*%r15
	addss	.Lsrbm_CPI88_4(%rip), %xmm0
	movss	%xmm0, 128(%rsp)                # 4-byte Spill
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	mulss	16(%rsp), %xmm0                 # 4-byte Folded Reload
	divss	128(%rsp), %xmm0                # 4-byte Folded Reload
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
	subss	%xmm0, %xmm1
	xorps	%xmm0, %xmm0
	movaps	144(%rsp), %xmm2                # 16-byte Reload
	cmpltss	%xmm0, %xmm2
	movaps	%xmm2, %xmm0
	andnps	%xmm1, %xmm0
	xorps	.Lsrbm_CPI88_3(%rip), %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm0, %xmm1
	movaps	160(%rsp), %xmm2                # 16-byte Reload
	addss	%xmm2, %xmm1
	movss	(%r14,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	addss	%xmm2, %xmm0
	movss	%xmm0, (%r14,%r12,4)
	movss	(%rbx,%r12,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	subss	%xmm2, %xmm0
	movss	%xmm0, (%rbx,%r12,4)
	addss	(%r13,%r12,4), %xmm1
	movss	%xmm1, (%r13,%r12,4)
	decq	%r12
	cmpq	%r12, 96(%rsp)                  # 8-byte Folded Reload
	jne	.Lsrbm_BB88_24
# %bb.25:                               # %invertbb13.lr.ph.i
	movq	free@GOTPCREL(%rip), %rbx
	movq	104(%rsp), %rdi                 # 8-byte Reload
	callq	*%rbx
	movq	184(%rsp), %rdi                 # 8-byte Reload
	callq	*%rbx
	movq	216(%rsp), %r9                  # 8-byte Reload
	movq	64(%rsp), %rbx                  # 8-byte Reload
	movq	56(%rsp), %r12                  # 8-byte Reload
	movq	208(%rsp), %r14                 # 8-byte Reload
	movq	192(%rsp), %r13                 # 8-byte Reload
	movq	200(%rsp), %rsi                 # 8-byte Reload
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
.Lsrbm_BB88_17:                              # %invertbb6.preheader.i
	testq	%rbx, %rbx
	je	.Lsrbm_BB88_20
# %bb.18:                               # %invertbb11.i.preheader
	movq	%r12, %rax
	imulq	%rbx, %rax
	leaq	-1(%rbx), %rcx
	movq	%r13, %rdx
	imulq	%rcx, %rdx
	movq	72(%rsp), %rdi                  # 8-byte Reload
	addq	%rdx, %rdi
	addq	%rdi, %rbp
	negq	%r13
	imulq	%r12, %rcx
	.p2align	4
.Lsrbm_BB88_19:                              # %invertbb11.i
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%rbp), %edx
	addq	%rcx, %rdx
	imulq	%rax, %rdx
	addq	%r13, %rbp
	subq	%r12, %rcx
	leaq	(%r9,%rdx,4), %rdx
	movss	(%rdx,%r14,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	subss	%xmm1, %xmm0
	movss	%xmm0, (%rdx,%r14,4)
	movss	(%rdx,%rsi,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	addss	%xmm1, %xmm0
	movss	%xmm0, (%rdx,%rsi,4)
	decq	%rbx
	jne	.Lsrbm_BB88_19
.Lsrbm_BB88_20:                              # %diffeflip_risk_f32.exit
	movq	256(%rsp), %rax                 # 8-byte Reload
	movss	(%rax,%r14,4), %xmm0            # xmm0 = mem[0],zero,zero,zero
	subss	%xmm1, %xmm0
	movss	%xmm0, (%rax,%r14,4)
	addss	(%rax,%rsi,4), %xmm1
	movss	%xmm1, (%rax,%rsi,4)
	addq	$264, %rsp                      # imm = 0x108
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end88:
	.size	flip_risk_reverse_f32, .Lfunc_end88-flip_risk_reverse_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function flip_risk_reverse_f64
.Lsrbm_CPI89_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI89_2:
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
.Lsrbm_CPI89_3:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI89_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI89_4:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	flip_risk_reverse_f64
	.p2align	4
	.type	flip_risk_reverse_f64,@function
flip_risk_reverse_f64:                  # @flip_risk_reverse_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$248, %rsp
	.cfi_def_cfa_offset 304
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%r9, 232(%rsp)                  # 8-byte Spill
	movq	%rsi, 240(%rsp)                 # 8-byte Spill
	movq	320(%rsp), %rbp
	movq	328(%rsp), %r11
	movq	(%r11), %rbx
	movq	8(%r11), %r12
	movq	24(%r11), %r13
	movq	32(%r11), %rax
	movq	40(%r11), %rsi
	movq	%rsi, %r14
	imulq	%r12, %r14
	imulq	%r13, %rsi
	movq	%rax, 48(%rsp)                  # 8-byte Spill
	addq	%rbp, %rax
	movzbl	(%rsi,%rax), %r10d
	addq	%r14, %r10
	addq	48(%r11), %r14
	movsd	(%rdi,%r10,8), %xmm1            # xmm1 = mem[0],zero
	subsd	(%rdi,%r14,8), %xmm1
	movq	16(%r11), %r15
	testq	%rbx, %rbx
	movq	%rbx, 40(%rsp)                  # 8-byte Spill
	movq	%r12, 32(%rsp)                  # 8-byte Spill
	movq	%rcx, 200(%rsp)                 # 8-byte Spill
	movq	%r15, 96(%rsp)                  # 8-byte Spill
	je	.Lsrbm_BB89_5
# %bb.1:                                # %bb11.lr.ph.i
	movq	%r12, %rsi
	imulq	%rbx, %rsi
	cmpq	$1, %rbx
	jne	.Lsrbm_BB89_9
# %bb.2:
	xorl	%edi, %edi
	jmp	.Lsrbm_BB89_4
.Lsrbm_BB89_9:                               # %bb11.lr.ph.i.new
	movq	%r8, 16(%rsp)                   # 8-byte Spill
	movq	%rbx, %r9
	andq	$-2, %r9
	leaq	(%r12,%r12), %r8
	leaq	(,%r13,2), %r11
	xorl	%edi, %edi
	movq	%rax, (%rsp)                    # 8-byte Spill
	movq	%rax, %rbx
	movq	%r14, %rcx
	xorl	%r14d, %r14d
	.p2align	4
.Lsrbm_BB89_10:                              # %bb11.i
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%rbx), %r15d
	addq	%r14, %r15
	imulq	%rsi, %r15
	leaq	(%rdx,%r15,8), %r15
	movsd	(%r15,%r10,8), %xmm0            # xmm0 = mem[0],zero
	subsd	(%r15,%rcx,8), %xmm0
	addsd	%xmm1, %xmm0
	addq	$2, %rdi
	movzbl	(%rbx,%r13), %r15d
	movq	32(%rsp), %r12                  # 8-byte Reload
	addq	%r14, %r12
	addq	%r12, %r15
	movq	32(%rsp), %r12                  # 8-byte Reload
	imulq	%rsi, %r15
	leaq	(%rdx,%r15,8), %r15
	movsd	(%r15,%r10,8), %xmm1            # xmm1 = mem[0],zero
	subsd	(%r15,%rcx,8), %xmm1
	addsd	%xmm0, %xmm1
	addq	%r8, %r14
	addq	%r11, %rbx
	cmpq	%rdi, %r9
	jne	.Lsrbm_BB89_10
# %bb.3:                                # %bb6.preheader.i.loopexit.unr-lcssa
	movq	40(%rsp), %rbx                  # 8-byte Reload
	testb	$1, %bl
	movq	%rcx, %r14
	movq	96(%rsp), %r15                  # 8-byte Reload
	movq	16(%rsp), %r8                   # 8-byte Reload
	movq	328(%rsp), %r11
	movq	(%rsp), %rax                    # 8-byte Reload
	je	.Lsrbm_BB89_5
.Lsrbm_BB89_4:                               # %bb11.i.epil.preheader
	movapd	%xmm1, %xmm0
	movq	%rdi, %r9
	imulq	%r12, %r9
	imulq	%r13, %rdi
	movzbl	(%rax,%rdi), %eax
	addq	%r9, %rax
	imulq	%rax, %rsi
	leaq	(%rdx,%rsi,8), %rax
	movsd	(%rax,%r10,8), %xmm1            # xmm1 = mem[0],zero
	subsd	(%rax,%r14,8), %xmm1
	addsd	%xmm0, %xmm1
.Lsrbm_BB89_5:                               # %bb6.preheader.i
	movsd	56(%r11), %xmm0                 # xmm0 = mem[0],zero
	movsd	64(%r11), %xmm2                 # xmm2 = mem[0],zero
	movsd	%xmm2, 56(%rsp)                 # 8-byte Spill
	testq	%r15, %r15
	movq	%r14, 192(%rsp)                 # 8-byte Spill
	movq	%r10, 184(%rsp)                 # 8-byte Spill
	movq	%r13, 176(%rsp)                 # 8-byte Spill
	je	.Lsrbm_BB89_6
# %bb.11:                               # %bb13.lr.ph.i
	movapd	%xmm0, 208(%rsp)                # 16-byte Spill
	movq	304(%rsp), %rax
	movq	48(%rsp), %rcx                  # 8-byte Reload
	imulq	%r15, %rcx
	leaq	(%rax,%rcx,8), %rax
	movq	%rax, 80(%rsp)                  # 8-byte Spill
	imulq	%r15, %r10
	leaq	(%r8,%r10,8), %rax
	movq	%rax, 72(%rsp)                  # 8-byte Spill
	movq	%r14, %rax
	imulq	%r15, %rax
	leaq	(%r8,%rax,8), %rax
	movq	%rax, 64(%rsp)                  # 8-byte Spill
	leaq	(,%r15,8), %r12
	movq	malloc@GOTPCREL(%rip), %rbx
	movq	%r12, %rdi
	movapd	%xmm1, (%rsp)                   # 16-byte Spill
	callq	*%rbx
	movq	%rax, 88(%rsp)                  # 8-byte Spill
	movq	%r12, %rdi
	callq	*%rbx
	movq	%rax, %r15
	xorl	%ebx, %ebx
	movq	__nv_exp@GOTPCREL(%rip), %r12
	movq	__nv_log1p@GOTPCREL(%rip), %r13
	.p2align	4
.Lsrbm_BB89_12:                              # %bb13.i
                                        # =>This Inner Loop Header: Depth=1
	leaq	1(%rbx), %r14
	movq	80(%rsp), %rax                  # 8-byte Reload
	movsd	(%rax,%rbx,8), %xmm0            # xmm0 = mem[0],zero
	movapd	%xmm0, 128(%rsp)                # 16-byte Spill
	movq	64(%rsp), %rax                  # 8-byte Reload
	movsd	(%rax,%rbx,8), %xmm1            # xmm1 = mem[0],zero
	movq	72(%rsp), %rax                  # 8-byte Reload
	subsd	(%rax,%rbx,8), %xmm1
	addsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	unpcklpd	%xmm1, %xmm0                    # xmm0 = xmm0[0],xmm1[0]
	andpd	.Lsrbm_CPI89_0(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movsd	.Lsrbm_CPI89_1(%rip), %xmm1          # xmm1 = [-2.0E+0,0.0E+0]
	mulsd	%xmm1, %xmm0
	callq	*%r12
	callq	*%r13
	movapd	%xmm0, 144(%rsp)                # 16-byte Spill
	movq	88(%rsp), %rax                  # 8-byte Reload
	movaps	112(%rsp), %xmm0                # 16-byte Reload
	movsd	%xmm0, (%rax,%rbx,8)
	movaps	128(%rsp), %xmm0                # 16-byte Reload
	movsd	%xmm0, (%r15,%rbx,8)
	pshufd	$238, 16(%rsp), %xmm0           # 16-byte Folded Reload
                                        # xmm0 = mem[2,3,2,3]
	mulsd	.Lsrbm_CPI89_1(%rip), %xmm0
	callq	*%r12
	callq	*%r13
	movapd	144(%rsp), %xmm1                # 16-byte Reload
	unpcklpd	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0]
	addpd	16(%rsp), %xmm1                 # 16-byte Folded Reload
	addpd	.Lsrbm_CPI89_2(%rip), %xmm1
	movapd	%xmm1, %xmm0
	unpckhpd	%xmm1, %xmm0                    # xmm0 = xmm0[1],xmm1[1]
	subsd	%xmm0, %xmm1
	movapd	(%rsp), %xmm0                   # 16-byte Reload
	addsd	%xmm1, %xmm0
	movapd	%xmm0, (%rsp)                   # 16-byte Spill
	movq	%r14, %rbx
	cmpq	%r14, 96(%rsp)                  # 8-byte Folded Reload
	jne	.Lsrbm_BB89_12
# %bb.13:
	movq	%r15, 168(%rsp)                 # 8-byte Spill
	movq	40(%rsp), %rbx                  # 8-byte Reload
	movq	32(%rsp), %r12                  # 8-byte Reload
	movq	176(%rsp), %r13                 # 8-byte Reload
	movapd	(%rsp), %xmm1                   # 16-byte Reload
	movapd	208(%rsp), %xmm0                # 16-byte Reload
	jmp	.Lsrbm_BB89_7
.Lsrbm_BB89_6:
                                        # implicit-def: $rax
                                        # kill: killed $rax
                                        # implicit-def: $rax
                                        # kill: killed $rax
.Lsrbm_BB89_7:                               # %bb14.i
	xorpd	.Lsrbm_CPI89_3(%rip), %xmm0
	movapd	%xmm0, 208(%rsp)                # 16-byte Spill
	mulsd	%xmm0, %xmm1
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm1
	movapd	%xmm1, (%rsp)                   # 16-byte Spill
	jae	.Lsrbm_BB89_14
# %bb.8:                                # %bb16.i
	movapd	%xmm1, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm2
	jmp	.Lsrbm_BB89_15
.Lsrbm_BB89_14:                              # %bb15.i
	movapd	.Lsrbm_CPI89_3(%rip), %xmm0          # xmm0 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI89_4(%rip), %xmm2          # xmm2 = [1.0E+0,0.0E+0]
.Lsrbm_BB89_15:                              # %bb17.i
	xorpd	%xmm1, %xmm1
	movapd	(%rsp), %xmm3                   # 16-byte Reload
	ucomisd	%xmm1, %xmm3
	addsd	.Lsrbm_CPI89_4(%rip), %xmm0
	divsd	%xmm0, %xmm2
	movsd	56(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	%xmm1, %xmm1
	mulsd	%xmm2, %xmm1
	divsd	%xmm0, %xmm1
	xorpd	.Lsrbm_CPI89_3(%rip), %xmm2
	mulsd	%xmm1, %xmm2
	movq	192(%rsp), %r14                 # 8-byte Reload
	movapd	%xmm3, %xmm0
	jae	.Lsrbm_BB89_21
# %bb.16:                               # %invertbb16.i
	addsd	%xmm2, %xmm1
	movsd	%xmm1, 56(%rsp)                 # 8-byte Spill
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	mulsd	56(%rsp), %xmm1                 # 8-byte Folded Reload
	jmp	.Lsrbm_BB89_22
.Lsrbm_BB89_21:                              # %invertbb15.i
	xorpd	.Lsrbm_CPI89_3(%rip), %xmm0
	movapd	%xmm2, 16(%rsp)                 # 16-byte Spill
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	16(%rsp), %xmm1                 # 16-byte Reload
	xorpd	.Lsrbm_CPI89_3(%rip), %xmm1
	mulsd	%xmm0, %xmm1
.Lsrbm_BB89_22:                              # %invertbb14.i
	mulsd	208(%rsp), %xmm1                # 16-byte Folded Reload
	movq	96(%rsp), %rdx                  # 8-byte Reload
	testq	%rdx, %rdx
	movq	184(%rsp), %rsi                 # 8-byte Reload
	movq	88(%rsp), %rdi                  # 8-byte Reload
	movq	168(%rsp), %r8                  # 8-byte Reload
	movq	200(%rsp), %r9                  # 8-byte Reload
	je	.Lsrbm_BB89_17
# %bb.23:                               # %invertbb13.i.preheader
	movq	312(%rsp), %rax
	movapd	%xmm1, %xmm0
	addsd	%xmm1, %xmm0
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	movq	%rdx, %rcx
	negq	%rcx
	movq	%rcx, 80(%rsp)                  # 8-byte Spill
	movq	48(%rsp), %rcx                  # 8-byte Reload
	leaq	8(,%rcx,8), %rcx
	imulq	%rdx, %rcx
	leaq	(%rcx,%rax), %r13
	addq	$-8, %r13
	leaq	8(,%rsi,8), %rax
	imulq	%rdx, %rax
	movq	232(%rsp), %rcx                 # 8-byte Reload
	leaq	(%rax,%rcx), %rbx
	addq	$-8, %rbx
	leaq	8(,%r14,8), %rax
	imulq	%rdx, %rax
	leaq	(%rax,%rcx), %r14
	addq	$-8, %r14
	leaq	-8(%r8,%rdx,8), %rax
	movq	%rax, 72(%rsp)                  # 8-byte Spill
	leaq	(%rdi,%rdx,8), %rax
	addq	$-8, %rax
	movq	%rax, 64(%rsp)                  # 8-byte Spill
	xorl	%r12d, %r12d
	movq	__nv_exp@GOTPCREL(%rip), %r15
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	.p2align	4
.Lsrbm_BB89_24:                              # %invertbb13.i
                                        # =>This Inner Loop Header: Depth=1
	movq	64(%rsp), %rax                  # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm1            # xmm1 = mem[0],zero
	movapd	%xmm1, 144(%rsp)                # 16-byte Spill
	movapd	.Lsrbm_CPI89_0(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI89_1(%rip), %xmm0          # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, 112(%rsp)                # 16-byte Spill
	movapd	%xmm1, %xmm0
	callq	*%r15
	movapd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI89_4(%rip), %xmm0          # xmm0 = [1.0E+0,0.0E+0]
	addsd	%xmm0, %xmm1
	movsd	%xmm1, 128(%rsp)                # 8-byte Spill
	movapd	112(%rsp), %xmm0                # 16-byte Reload
	callq	*%r15
	mulsd	(%rsp), %xmm0                   # 8-byte Folded Reload
	divsd	128(%rsp), %xmm0                # 8-byte Folded Reload
	subsd	16(%rsp), %xmm0                 # 16-byte Folded Reload
	xorpd	%xmm1, %xmm1
	movapd	144(%rsp), %xmm3                # 16-byte Reload
	cmpltsd	%xmm1, %xmm3
	movapd	%xmm3, %xmm2
	andnpd	%xmm0, %xmm2
	movapd	.Lsrbm_CPI89_3(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm0
	andpd	%xmm3, %xmm0
	orpd	%xmm2, %xmm0
	movapd	%xmm0, 144(%rsp)                # 16-byte Spill
	movq	72(%rsp), %rax                  # 8-byte Reload
	movsd	(%rax,%r12,8), %xmm0            # xmm0 = mem[0],zero
	movapd	%xmm0, 128(%rsp)                # 16-byte Spill
	andpd	.Lsrbm_CPI89_0(%rip), %xmm0
	mulsd	.Lsrbm_CPI89_1(%rip), %xmm0
	movapd	%xmm0, 96(%rsp)                 # 16-byte Spill
	callq	*%r15
	addsd	.Lsrbm_CPI89_4(%rip), %xmm0
	movsd	%xmm0, 112(%rsp)                # 8-byte Spill
	movapd	96(%rsp), %xmm0                 # 16-byte Reload
	callq	*%r15
	mulsd	(%rsp), %xmm0                   # 8-byte Folded Reload
	divsd	112(%rsp), %xmm0                # 8-byte Folded Reload
	movapd	16(%rsp), %xmm1                 # 16-byte Reload
	subsd	%xmm0, %xmm1
	xorpd	%xmm0, %xmm0
	movapd	128(%rsp), %xmm2                # 16-byte Reload
	cmpltsd	%xmm0, %xmm2
	movapd	%xmm2, %xmm0
	andnpd	%xmm1, %xmm0
	xorpd	.Lsrbm_CPI89_3(%rip), %xmm1
	andpd	%xmm2, %xmm1
	orpd	%xmm0, %xmm1
	movapd	144(%rsp), %xmm2                # 16-byte Reload
	addsd	%xmm2, %xmm1
	movsd	(%r14,%r12,8), %xmm0            # xmm0 = mem[0],zero
	addsd	%xmm2, %xmm0
	movsd	%xmm0, (%r14,%r12,8)
	movsd	(%rbx,%r12,8), %xmm0            # xmm0 = mem[0],zero
	subsd	%xmm2, %xmm0
	movsd	%xmm0, (%rbx,%r12,8)
	addsd	(%r13,%r12,8), %xmm1
	movsd	%xmm1, (%r13,%r12,8)
	decq	%r12
	cmpq	%r12, 80(%rsp)                  # 8-byte Folded Reload
	jne	.Lsrbm_BB89_24
# %bb.25:                               # %invertbb13.lr.ph.i
	movq	free@GOTPCREL(%rip), %rbx
	movq	88(%rsp), %rdi                  # 8-byte Reload
	callq	*%rbx
	movq	168(%rsp), %rdi                 # 8-byte Reload
	callq	*%rbx
	movq	200(%rsp), %r9                  # 8-byte Reload
	movq	40(%rsp), %rbx                  # 8-byte Reload
	movq	32(%rsp), %r12                  # 8-byte Reload
	movq	192(%rsp), %r14                 # 8-byte Reload
	movq	176(%rsp), %r13                 # 8-byte Reload
	movq	184(%rsp), %rsi                 # 8-byte Reload
	movapd	16(%rsp), %xmm1                 # 16-byte Reload
.Lsrbm_BB89_17:                              # %invertbb6.preheader.i
	testq	%rbx, %rbx
	je	.Lsrbm_BB89_20
# %bb.18:                               # %invertbb11.i.preheader
	movq	%r12, %rax
	imulq	%rbx, %rax
	leaq	-1(%rbx), %rcx
	movq	%r13, %rdx
	imulq	%rcx, %rdx
	movq	48(%rsp), %rdi                  # 8-byte Reload
	addq	%rdx, %rdi
	addq	%rdi, %rbp
	negq	%r13
	imulq	%r12, %rcx
	.p2align	4
.Lsrbm_BB89_19:                              # %invertbb11.i
                                        # =>This Inner Loop Header: Depth=1
	movzbl	(%rbp), %edx
	addq	%rcx, %rdx
	imulq	%rax, %rdx
	addq	%r13, %rbp
	subq	%r12, %rcx
	leaq	(%r9,%rdx,8), %rdx
	movsd	(%rdx,%r14,8), %xmm0            # xmm0 = mem[0],zero
	subsd	%xmm1, %xmm0
	movsd	%xmm0, (%rdx,%r14,8)
	movsd	(%rdx,%rsi,8), %xmm0            # xmm0 = mem[0],zero
	addsd	%xmm1, %xmm0
	movsd	%xmm0, (%rdx,%rsi,8)
	decq	%rbx
	jne	.Lsrbm_BB89_19
.Lsrbm_BB89_20:                              # %diffeflip_risk_f64.exit
	movq	240(%rsp), %rax                 # 8-byte Reload
	movsd	(%rax,%r14,8), %xmm0            # xmm0 = mem[0],zero
	subsd	%xmm1, %xmm0
	movsd	%xmm0, (%rax,%r14,8)
	addsd	(%rax,%rsi,8), %xmm1
	movsd	%xmm1, (%rax,%rsi,8)
	addq	$248, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end89:
	.size	flip_risk_reverse_f64, .Lfunc_end89-flip_risk_reverse_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_by_1_f32
.Lsrbm_CPI90_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI90_2:
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
.Lsrbm_CPI90_4:
	.zero	4
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
.Lsrbm_CPI90_5:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI90_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI90_3:
	.long	0xbf800000                      # float -1
	.text
	.globl	hidden_change_by_1_f32
	.p2align	4
	.type	hidden_change_by_1_f32,@function
hidden_change_by_1_f32:                 # @hidden_change_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$96, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -16
	movaps	%xmm2, 32(%rsp)                 # 16-byte Spill
	movss	%xmm1, 16(%rsp)                 # 4-byte Spill
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	andps	.Lsrbm_CPI90_0(%rip), %xmm0
	mulss	.Lsrbm_CPI90_1(%rip), %xmm0
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
	subss	16(%rsp), %xmm1                 # 4-byte Folded Reload
	addss	48(%rsp), %xmm1                 # 16-byte Folded Reload
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movaps	.Lsrbm_CPI90_0(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm1, %xmm0
	mulss	.Lsrbm_CPI90_1(%rip), %xmm0
	movaps	%xmm0, (%rsp)                   # 16-byte Spill
	callq	*%rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%rbx
	movaps	%xmm0, (%rsp)                   # 16-byte Spill
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movaps	16(%rsp), %xmm1                 # 16-byte Reload
	unpcklps	80(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0],xmm1[1],mem[1]
	addps	.Lsrbm_CPI90_2(%rip), %xmm1
	movaps	%xmm1, %xmm2
	movaps	(%rsp), %xmm1                   # 16-byte Reload
	unpcklps	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0],xmm1[1],xmm0[1]
	addps	%xmm1, %xmm1
	divps	%xmm2, %xmm1
	movss	.Lsrbm_CPI90_3(%rip), %xmm0          # xmm0 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addps	%xmm1, %xmm0
	movaps	%xmm1, %xmm2
	movaps	.Lsrbm_CPI90_4(%rip), %xmm1          # xmm1 = [u,1.0E+0,u,u]
	subps	%xmm2, %xmm1
	shufps	$1, %xmm0, %xmm1                # xmm1 = xmm1[1,0],xmm0[0,0]
	shufps	$226, %xmm0, %xmm1              # xmm1 = xmm1[2,0],xmm0[2,3]
	movaps	32(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm0, %xmm0
	cmpltps	%xmm0, %xmm2
	movaps	%xmm2, %xmm0
	andnps	%xmm1, %xmm0
	xorps	.Lsrbm_CPI90_5(%rip), %xmm1
	andps	%xmm2, %xmm1
	orps	%xmm0, %xmm1
	pshufd	$85, %xmm1, %xmm0               # xmm0 = xmm1[1,1,1,1]
	addss	%xmm1, %xmm0
	addq	$96, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end90:
	.size	hidden_change_by_1_f32, .Lfunc_end90-hidden_change_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_by_1_f64
.Lsrbm_CPI91_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI91_2:
	.quad	0x3ff0000000000000              # double 1
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI91_4:
	.zero	8
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI91_5:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI91_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI91_3:
	.quad	0xbff0000000000000              # double -1
	.text
	.globl	hidden_change_by_1_f64
	.p2align	4
	.type	hidden_change_by_1_f64,@function
hidden_change_by_1_f64:                 # @hidden_change_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$96, %rsp
	.cfi_def_cfa_offset 112
	.cfi_offset %rbx, -16
	movaps	%xmm2, 32(%rsp)                 # 16-byte Spill
	movsd	%xmm1, 16(%rsp)                 # 8-byte Spill
	movapd	%xmm0, 48(%rsp)                 # 16-byte Spill
	andpd	.Lsrbm_CPI91_0(%rip), %xmm0
	mulsd	.Lsrbm_CPI91_1(%rip), %xmm0
	movapd	%xmm0, 64(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	movapd	32(%rsp), %xmm1                 # 16-byte Reload
	subsd	16(%rsp), %xmm1                 # 8-byte Folded Reload
	addsd	48(%rsp), %xmm1                 # 16-byte Folded Reload
	movapd	%xmm1, 32(%rsp)                 # 16-byte Spill
	movapd	.Lsrbm_CPI91_0(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm1, %xmm0
	mulsd	.Lsrbm_CPI91_1(%rip), %xmm0
	movapd	%xmm0, (%rsp)                   # 16-byte Spill
	callq	*%rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%rbx
	movaps	%xmm0, (%rsp)                   # 16-byte Spill
	movapd	64(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movapd	16(%rsp), %xmm1                 # 16-byte Reload
	unpcklpd	80(%rsp), %xmm1                 # 16-byte Folded Reload
                                        # xmm1 = xmm1[0],mem[0]
	addpd	.Lsrbm_CPI91_2(%rip), %xmm1
	movapd	%xmm1, %xmm2
	movapd	(%rsp), %xmm1                   # 16-byte Reload
	unpcklpd	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0]
	addpd	%xmm1, %xmm1
	divpd	%xmm2, %xmm1
	movsd	.Lsrbm_CPI91_3(%rip), %xmm0          # xmm0 = [-1.0E+0,0.0E+0]
	addpd	%xmm1, %xmm0
	movapd	%xmm1, %xmm2
	movapd	.Lsrbm_CPI91_4(%rip), %xmm1          # xmm1 = [u,1.0E+0]
	subpd	%xmm2, %xmm1
	movsd	%xmm0, %xmm1                    # xmm1 = xmm0[0],xmm1[1]
	movapd	32(%rsp), %xmm2                 # 16-byte Reload
	unpcklpd	48(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	xorpd	%xmm0, %xmm0
	cmpltpd	%xmm0, %xmm2
	movapd	%xmm2, %xmm0
	andnpd	%xmm1, %xmm0
	xorpd	.Lsrbm_CPI91_5(%rip), %xmm1
	andpd	%xmm2, %xmm1
	orpd	%xmm0, %xmm1
	pshufd	$238, %xmm1, %xmm0              # xmm0 = xmm1[2,3,2,3]
	addsd	%xmm1, %xmm0
	addq	$96, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end91:
	.size	hidden_change_by_1_f64, .Lfunc_end91-hidden_change_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_by_2_f32
.Lsrbm_CPI92_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI92_4:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI92_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI92_2:
	.long	0x3f800000                      # float 1
.Lsrbm_CPI92_3:
	.long	0xbf800000                      # float -1
	.text
	.globl	hidden_change_by_2_f32
	.p2align	4
	.type	hidden_change_by_2_f32,@function
hidden_change_by_2_f32:                 # @hidden_change_by_2_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	subss	%xmm1, %xmm2
	addss	%xmm2, %xmm0
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movaps	.Lsrbm_CPI92_0(%rip), %xmm1          # xmm1 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	mulss	.Lsrbm_CPI92_1(%rip), %xmm1
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm1, %xmm0
	callq	*%rbx
	addss	.Lsrbm_CPI92_2(%rip), %xmm0
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addss	%xmm0, %xmm0
	divss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	addss	.Lsrbm_CPI92_3(%rip), %xmm0
	movaps	.Lsrbm_CPI92_4(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm0, %xmm1
	xorps	%xmm2, %xmm2
	movaps	32(%rsp), %xmm3                 # 16-byte Reload
	cmpltss	%xmm2, %xmm3
	andps	%xmm3, %xmm0
	andnps	%xmm1, %xmm3
	orps	%xmm3, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end92:
	.size	hidden_change_by_2_f32, .Lfunc_end92-hidden_change_by_2_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_by_2_f64
.Lsrbm_CPI93_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI93_4:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI93_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI93_2:
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI93_3:
	.quad	0xbff0000000000000              # double -1
	.text
	.globl	hidden_change_by_2_f64
	.p2align	4
	.type	hidden_change_by_2_f64,@function
hidden_change_by_2_f64:                 # @hidden_change_by_2_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	subsd	%xmm1, %xmm2
	addsd	%xmm2, %xmm0
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movapd	.Lsrbm_CPI93_0(%rip), %xmm1          # xmm1 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	mulsd	.Lsrbm_CPI93_1(%rip), %xmm1
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm1, %xmm0
	callq	*%rbx
	addsd	.Lsrbm_CPI93_2(%rip), %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addsd	%xmm0, %xmm0
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	.Lsrbm_CPI93_3(%rip), %xmm0
	movapd	.Lsrbm_CPI93_4(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm0, %xmm1
	xorpd	%xmm2, %xmm2
	movapd	32(%rsp), %xmm3                 # 16-byte Reload
	cmpltsd	%xmm2, %xmm3
	andpd	%xmm3, %xmm0
	andnpd	%xmm1, %xmm3
	orpd	%xmm3, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end93:
	.size	hidden_change_by_2_f64, .Lfunc_end93-hidden_change_by_2_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_by_3_f32
.Lsrbm_CPI94_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI94_4:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI94_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI94_2:
	.long	0x3f800000                      # float 1
.Lsrbm_CPI94_3:
	.long	0xbf800000                      # float -1
	.text
	.globl	hidden_change_by_3_f32
	.p2align	4
	.type	hidden_change_by_3_f32,@function
hidden_change_by_3_f32:                 # @hidden_change_by_3_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	subss	%xmm1, %xmm2
	addss	%xmm2, %xmm0
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movaps	.Lsrbm_CPI94_0(%rip), %xmm1          # xmm1 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	mulss	.Lsrbm_CPI94_1(%rip), %xmm1
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm1, %xmm0
	callq	*%rbx
	addss	.Lsrbm_CPI94_2(%rip), %xmm0
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addss	%xmm0, %xmm0
	divss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	addss	.Lsrbm_CPI94_3(%rip), %xmm0
	movaps	.Lsrbm_CPI94_4(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm0, %xmm1
	xorps	%xmm2, %xmm2
	movaps	32(%rsp), %xmm3                 # 16-byte Reload
	cmpltss	%xmm2, %xmm3
	movaps	%xmm3, %xmm2
	andnps	%xmm0, %xmm2
	andps	%xmm1, %xmm3
	orps	%xmm2, %xmm3
	movaps	%xmm3, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end94:
	.size	hidden_change_by_3_f32, .Lfunc_end94-hidden_change_by_3_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_by_3_f64
.Lsrbm_CPI95_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI95_4:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI95_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI95_2:
	.quad	0x3ff0000000000000              # double 1
.Lsrbm_CPI95_3:
	.quad	0xbff0000000000000              # double -1
	.text
	.globl	hidden_change_by_3_f64
	.p2align	4
	.type	hidden_change_by_3_f64,@function
hidden_change_by_3_f64:                 # @hidden_change_by_3_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	subsd	%xmm1, %xmm2
	addsd	%xmm2, %xmm0
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movapd	.Lsrbm_CPI95_0(%rip), %xmm1          # xmm1 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	mulsd	.Lsrbm_CPI95_1(%rip), %xmm1
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm1, %xmm0
	callq	*%rbx
	addsd	.Lsrbm_CPI95_2(%rip), %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addsd	%xmm0, %xmm0
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	addsd	.Lsrbm_CPI95_3(%rip), %xmm0
	movapd	.Lsrbm_CPI95_4(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm0, %xmm1
	xorpd	%xmm2, %xmm2
	movapd	32(%rsp), %xmm3                 # 16-byte Reload
	cmpltsd	%xmm2, %xmm3
	movapd	%xmm3, %xmm2
	andnpd	%xmm0, %xmm2
	andpd	%xmm1, %xmm3
	orpd	%xmm2, %xmm3
	movapd	%xmm3, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end95:
	.size	hidden_change_by_3_f64, .Lfunc_end95-hidden_change_by_3_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_f32
.Lsrbm_CPI96_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI96_2:
	.long	0xbf317218                      # float -0.693147182
	.long	0xbf317218                      # float -0.693147182
	.zero	4
	.zero	4
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI96_1:
	.long	0xc0000000                      # float -2
	.text
	.globl	hidden_change_f32
	.p2align	4
	.type	hidden_change_f32,@function
hidden_change_f32:                      # @hidden_change_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%r14
	.cfi_def_cfa_offset 16
	pushq	%rbx
	.cfi_def_cfa_offset 24
	subq	$40, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -24
	.cfi_offset %r14, -16
	subss	%xmm1, %xmm2
	addss	%xmm0, %xmm2
	unpcklps	%xmm2, %xmm0                    # xmm0 = xmm0[0],xmm2[0],xmm0[1],xmm2[1]
	andps	.Lsrbm_CPI96_0(%rip), %xmm0
	movaps	%xmm0, (%rsp)                   # 16-byte Spill
	mulss	.Lsrbm_CPI96_1(%rip), %xmm0
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movq	__nv_log1pf@GOTPCREL(%rip), %r14
	callq	*%r14
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	pshufd	$85, (%rsp), %xmm0              # 16-byte Folded Reload
                                        # xmm0 = mem[1,1,1,1]
	mulss	.Lsrbm_CPI96_1(%rip), %xmm0
	callq	*%rbx
	callq	*%r14
	movaps	16(%rsp), %xmm1                 # 16-byte Reload
	unpcklps	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0],xmm1[1],xmm0[1]
	addps	(%rsp), %xmm1                   # 16-byte Folded Reload
	addps	.Lsrbm_CPI96_2(%rip), %xmm1
	movaps	%xmm1, %xmm0
	shufps	$85, %xmm1, %xmm0               # xmm0 = xmm0[1,1],xmm1[1,1]
	subss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	addq	$40, %rsp
	.cfi_def_cfa_offset 24
	popq	%rbx
	.cfi_def_cfa_offset 16
	popq	%r14
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end96:
	.size	hidden_change_f32, .Lfunc_end96-hidden_change_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_f64
.Lsrbm_CPI97_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI97_2:
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI97_1:
	.quad	0xc000000000000000              # double -2
	.text
	.globl	hidden_change_f64
	.p2align	4
	.type	hidden_change_f64,@function
hidden_change_f64:                      # @hidden_change_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%r14
	.cfi_def_cfa_offset 16
	pushq	%rbx
	.cfi_def_cfa_offset 24
	subq	$40, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -24
	.cfi_offset %r14, -16
	subsd	%xmm1, %xmm2
	addsd	%xmm0, %xmm2
	unpcklpd	%xmm2, %xmm0                    # xmm0 = xmm0[0],xmm2[0]
	andpd	.Lsrbm_CPI97_0(%rip), %xmm0
	movapd	%xmm0, (%rsp)                   # 16-byte Spill
	mulsd	.Lsrbm_CPI97_1(%rip), %xmm0
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movq	__nv_log1p@GOTPCREL(%rip), %r14
	callq	*%r14
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	pshufd	$238, (%rsp), %xmm0             # 16-byte Folded Reload
                                        # xmm0 = mem[2,3,2,3]
	mulsd	.Lsrbm_CPI97_1(%rip), %xmm0
	callq	*%rbx
	callq	*%r14
	movapd	16(%rsp), %xmm1                 # 16-byte Reload
	unpcklpd	%xmm0, %xmm1                    # xmm1 = xmm1[0],xmm0[0]
	addpd	(%rsp), %xmm1                   # 16-byte Folded Reload
	addpd	.Lsrbm_CPI97_2(%rip), %xmm1
	movapd	%xmm1, %xmm0
	unpckhpd	%xmm1, %xmm0                    # xmm0 = xmm0[1],xmm1[1]
	subsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	addq	$40, %rsp
	.cfi_def_cfa_offset 24
	popq	%rbx
	.cfi_def_cfa_offset 16
	popq	%r14
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end97:
	.size	hidden_change_f64, .Lfunc_end97-hidden_change_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_jvp_f32
.Lsrbm_CPI98_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI98_2:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
.Lsrbm_CPI98_3:
	.long	0x3f800000                      # float 1
	.long	0x3f800000                      # float 1
	.zero	4
	.zero	4
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI98_1:
	.long	0xc0000000                      # float -2
	.text
	.globl	hidden_change_jvp_f32
	.p2align	4
	.type	hidden_change_jvp_f32,@function
hidden_change_jvp_f32:                  # @hidden_change_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$128, %rsp
	.cfi_def_cfa_offset 144
	.cfi_offset %rbx, -16
	movaps	%xmm5, 64(%rsp)                 # 16-byte Spill
	movaps	%xmm4, 48(%rsp)                 # 16-byte Spill
	movss	%xmm3, 16(%rsp)                 # 4-byte Spill
	movss	%xmm2, (%rsp)                   # 4-byte Spill
	movaps	%xmm1, 96(%rsp)                 # 16-byte Spill
	movaps	%xmm0, 80(%rsp)                 # 16-byte Spill
	andps	.Lsrbm_CPI98_0(%rip), %xmm0
	mulss	.Lsrbm_CPI98_1(%rip), %xmm0
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movaps	%xmm0, 112(%rsp)                # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	subss	(%rsp), %xmm1                   # 4-byte Folded Reload
	movaps	64(%rsp), %xmm0                 # 16-byte Reload
	subss	16(%rsp), %xmm0                 # 4-byte Folded Reload
	addss	80(%rsp), %xmm1                 # 16-byte Folded Reload
	movaps	%xmm1, 48(%rsp)                 # 16-byte Spill
	addss	96(%rsp), %xmm0                 # 16-byte Folded Reload
	movaps	%xmm0, 64(%rsp)                 # 16-byte Spill
	movaps	.Lsrbm_CPI98_0(%rip), %xmm0          # xmm0 = [NaN,NaN,NaN,NaN]
	andps	%xmm1, %xmm0
	mulss	.Lsrbm_CPI98_1(%rip), %xmm0
	movaps	%xmm0, (%rsp)                   # 16-byte Spill
	callq	*%rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movaps	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%rbx
	movaps	.Lsrbm_CPI98_2(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm0
	movaps	80(%rsp), %xmm3                 # 16-byte Reload
	unpcklps	48(%rsp), %xmm3                 # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0],xmm3[1],mem[1]
	xorps	%xmm2, %xmm2
	cmpltps	%xmm2, %xmm3
	movaps	96(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	64(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	xorps	%xmm2, %xmm1
	andps	%xmm3, %xmm1
	andnps	%xmm2, %xmm3
	orps	%xmm1, %xmm3
	movaps	%xmm3, %xmm1
	addps	%xmm3, %xmm1
	movaps	112(%rsp), %xmm2                # 16-byte Reload
	unpcklps	16(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	addps	.Lsrbm_CPI98_3(%rip), %xmm2
	movaps	%xmm2, %xmm4
	movaps	32(%rsp), %xmm2                 # 16-byte Reload
	unpcklps	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0],xmm2[1],xmm0[1]
	mulps	%xmm1, %xmm2
	divps	%xmm4, %xmm2
	pshufd	$85, %xmm3, %xmm0               # xmm0 = xmm3[1,1,1,1]
	subss	%xmm0, %xmm3
	subss	%xmm2, %xmm3
	shufps	$85, %xmm2, %xmm2               # xmm2 = xmm2[1,1,1,1]
	subss	%xmm2, %xmm3
	movaps	%xmm3, %xmm0
	addq	$128, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end98:
	.size	hidden_change_jvp_f32, .Lfunc_end98-hidden_change_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function hidden_change_jvp_f64
.Lsrbm_CPI99_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI99_2:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
.Lsrbm_CPI99_3:
	.quad	0x3ff0000000000000              # double 1
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI99_1:
	.quad	0xc000000000000000              # double -2
	.text
	.globl	hidden_change_jvp_f64
	.p2align	4
	.type	hidden_change_jvp_f64,@function
hidden_change_jvp_f64:                  # @hidden_change_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$128, %rsp
	.cfi_def_cfa_offset 144
	.cfi_offset %rbx, -16
	movaps	%xmm5, 64(%rsp)                 # 16-byte Spill
	movaps	%xmm4, 48(%rsp)                 # 16-byte Spill
	movsd	%xmm3, 16(%rsp)                 # 8-byte Spill
	movsd	%xmm2, (%rsp)                   # 8-byte Spill
	movaps	%xmm1, 96(%rsp)                 # 16-byte Spill
	movapd	%xmm0, 80(%rsp)                 # 16-byte Spill
	andpd	.Lsrbm_CPI99_0(%rip), %xmm0
	mulsd	.Lsrbm_CPI99_1(%rip), %xmm0
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movapd	%xmm0, 112(%rsp)                # 16-byte Spill
	movaps	32(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	subsd	(%rsp), %xmm1                   # 8-byte Folded Reload
	movapd	64(%rsp), %xmm0                 # 16-byte Reload
	subsd	16(%rsp), %xmm0                 # 8-byte Folded Reload
	addsd	80(%rsp), %xmm1                 # 16-byte Folded Reload
	movapd	%xmm1, 48(%rsp)                 # 16-byte Spill
	addsd	96(%rsp), %xmm0                 # 16-byte Folded Reload
	movapd	%xmm0, 64(%rsp)                 # 16-byte Spill
	movapd	.Lsrbm_CPI99_0(%rip), %xmm0          # xmm0 = [NaN,NaN]
	andpd	%xmm1, %xmm0
	mulsd	.Lsrbm_CPI99_1(%rip), %xmm0
	movapd	%xmm0, (%rsp)                   # 16-byte Spill
	callq	*%rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movapd	(%rsp), %xmm0                   # 16-byte Reload
	callq	*%rbx
	movapd	.Lsrbm_CPI99_2(%rip), %xmm1          # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm0
	movapd	80(%rsp), %xmm3                 # 16-byte Reload
	unpcklpd	48(%rsp), %xmm3                 # 16-byte Folded Reload
                                        # xmm3 = xmm3[0],mem[0]
	xorpd	%xmm2, %xmm2
	cmpltpd	%xmm2, %xmm3
	movapd	96(%rsp), %xmm2                 # 16-byte Reload
	unpcklpd	64(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	xorpd	%xmm2, %xmm1
	andpd	%xmm3, %xmm1
	andnpd	%xmm2, %xmm3
	orpd	%xmm1, %xmm3
	movapd	%xmm3, %xmm1
	addpd	%xmm3, %xmm1
	movapd	112(%rsp), %xmm2                # 16-byte Reload
	unpcklpd	16(%rsp), %xmm2                 # 16-byte Folded Reload
                                        # xmm2 = xmm2[0],mem[0]
	addpd	.Lsrbm_CPI99_3(%rip), %xmm2
	movapd	%xmm2, %xmm4
	movapd	32(%rsp), %xmm2                 # 16-byte Reload
	unpcklpd	%xmm0, %xmm2                    # xmm2 = xmm2[0],xmm0[0]
	mulpd	%xmm1, %xmm2
	divpd	%xmm4, %xmm2
	pshufd	$238, %xmm3, %xmm0              # xmm0 = xmm3[2,3,2,3]
	subsd	%xmm0, %xmm3
	subsd	%xmm2, %xmm3
	unpckhpd	%xmm2, %xmm2                    # xmm2 = xmm2[1,1]
	subsd	%xmm2, %xmm3
	movapd	%xmm3, %xmm0
	addq	$128, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end99:
	.size	hidden_change_jvp_f64, .Lfunc_end99-hidden_change_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function left_over_by_1_f32
.Lsrbm_CPI100_0:
	.long	0x3f800000                      # float 1
	.text
	.globl	left_over_by_1_f32
	.p2align	4
	.type	left_over_by_1_f32,@function
left_over_by_1_f32:                     # @left_over_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI100_0(%rip), %xmm0         # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	divss	%xmm1, %xmm0
	retq
.Lfunc_end100:
	.size	left_over_by_1_f32, .Lfunc_end100-left_over_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function left_over_by_1_f64
.Lsrbm_CPI101_0:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	left_over_by_1_f64
	.p2align	4
	.type	left_over_by_1_f64,@function
left_over_by_1_f64:                     # @left_over_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI101_0(%rip), %xmm0         # xmm0 = [1.0E+0,0.0E+0]
	divsd	%xmm1, %xmm0
	retq
.Lfunc_end101:
	.size	left_over_by_1_f64, .Lfunc_end101-left_over_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function left_over_by_2_f32
.Lsrbm_CPI102_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	left_over_by_2_f32
	.p2align	4
	.type	left_over_by_2_f32,@function
left_over_by_2_f32:                     # @left_over_by_2_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm1, %xmm1
	xorps	.Lsrbm_CPI102_0(%rip), %xmm0
	divss	%xmm1, %xmm0
	retq
.Lfunc_end102:
	.size	left_over_by_2_f32, .Lfunc_end102-left_over_by_2_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function left_over_by_2_f64
.Lsrbm_CPI103_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	left_over_by_2_f64
	.p2align	4
	.type	left_over_by_2_f64,@function
left_over_by_2_f64:                     # @left_over_by_2_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm1, %xmm1
	xorpd	.Lsrbm_CPI103_0(%rip), %xmm0
	divsd	%xmm1, %xmm0
	retq
.Lfunc_end103:
	.size	left_over_by_2_f64, .Lfunc_end103-left_over_by_2_f64
	.cfi_endproc
                                        # -- End function
	.globl	left_over_f32                   # -- Begin function left_over_f32
	.p2align	4
	.type	left_over_f32,@function
left_over_f32:                          # @left_over_f32
	.cfi_startproc
# %bb.0:                                # %start
	divss	%xmm1, %xmm0
	retq
.Lfunc_end104:
	.size	left_over_f32, .Lfunc_end104-left_over_f32
	.cfi_endproc
                                        # -- End function
	.globl	left_over_f64                   # -- Begin function left_over_f64
	.p2align	4
	.type	left_over_f64,@function
left_over_f64:                          # @left_over_f64
	.cfi_startproc
# %bb.0:                                # %start
	divsd	%xmm1, %xmm0
	retq
.Lfunc_end105:
	.size	left_over_f64, .Lfunc_end105-left_over_f64
	.cfi_endproc
                                        # -- End function
	.globl	left_over_jvp_f32               # -- Begin function left_over_jvp_f32
	.p2align	4
	.type	left_over_jvp_f32,@function
left_over_jvp_f32:                      # @left_over_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm2, %xmm1
	mulss	%xmm3, %xmm0
	subss	%xmm0, %xmm1
	mulss	%xmm2, %xmm2
	divss	%xmm2, %xmm1
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end106:
	.size	left_over_jvp_f32, .Lfunc_end106-left_over_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	left_over_jvp_f64               # -- Begin function left_over_jvp_f64
	.p2align	4
	.type	left_over_jvp_f64,@function
left_over_jvp_f64:                      # @left_over_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm2, %xmm1
	mulsd	%xmm3, %xmm0
	subsd	%xmm0, %xmm1
	mulsd	%xmm2, %xmm2
	divsd	%xmm2, %xmm1
	movapd	%xmm1, %xmm0
	retq
.Lfunc_end107:
	.size	left_over_jvp_f64, .Lfunc_end107-left_over_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function log_cosh_by_1_f32
.Lsrbm_CPI108_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI108_3:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI108_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI108_2:
	.long	0x3f800000                      # float 1
	.text
	.globl	log_cosh_by_1_f32
	.p2align	4
	.type	log_cosh_by_1_f32,@function
log_cosh_by_1_f32:                      # @log_cosh_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movaps	.Lsrbm_CPI108_0(%rip), %xmm1         # xmm1 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm1
	mulss	.Lsrbm_CPI108_1(%rip), %xmm1
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm1, %xmm0
	callq	*%rbx
	movss	.Lsrbm_CPI108_2(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm1, %xmm0
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addss	%xmm0, %xmm0
	divss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	movss	.Lsrbm_CPI108_2(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	subss	%xmm0, %xmm1
	movaps	.Lsrbm_CPI108_3(%rip), %xmm0         # xmm0 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm0
	movaps	%xmm1, %xmm3
	xorps	%xmm1, %xmm1
	movaps	32(%rsp), %xmm2                 # 16-byte Reload
	cmpltss	%xmm1, %xmm2
	movaps	%xmm2, %xmm1
	andnps	%xmm3, %xmm1
	andps	%xmm0, %xmm2
	orps	%xmm1, %xmm2
	movaps	%xmm2, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end108:
	.size	log_cosh_by_1_f32, .Lfunc_end108-log_cosh_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function log_cosh_by_1_f64
.Lsrbm_CPI109_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI109_3:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI109_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI109_2:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	log_cosh_by_1_f64
	.p2align	4
	.type	log_cosh_by_1_f64,@function
log_cosh_by_1_f64:                      # @log_cosh_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movapd	.Lsrbm_CPI109_0(%rip), %xmm1         # xmm1 = [NaN,NaN]
	andpd	%xmm0, %xmm1
	mulsd	.Lsrbm_CPI109_1(%rip), %xmm1
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm1, %xmm0
	callq	*%rbx
	movsd	.Lsrbm_CPI109_2(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
	addsd	%xmm1, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addsd	%xmm0, %xmm0
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	movsd	.Lsrbm_CPI109_2(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
	subsd	%xmm0, %xmm1
	movapd	.Lsrbm_CPI109_3(%rip), %xmm0         # xmm0 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm0
	movapd	%xmm1, %xmm3
	xorpd	%xmm1, %xmm1
	movapd	32(%rsp), %xmm2                 # 16-byte Reload
	cmpltsd	%xmm1, %xmm2
	movapd	%xmm2, %xmm1
	andnpd	%xmm3, %xmm1
	andpd	%xmm0, %xmm2
	orpd	%xmm1, %xmm2
	movapd	%xmm2, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end109:
	.size	log_cosh_by_1_f64, .Lfunc_end109-log_cosh_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function log_cosh_f32
.Lsrbm_CPI110_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI110_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI110_2:
	.long	0xbf317218                      # float -0.693147182
	.text
	.globl	log_cosh_f32
	.p2align	4
	.type	log_cosh_f32,@function
log_cosh_f32:                           # @log_cosh_f32
	.cfi_startproc
# %bb.0:                                # %start
	subq	$24, %rsp
	.cfi_def_cfa_offset 32
	movaps	%xmm0, %xmm1
	andps	.Lsrbm_CPI110_0(%rip), %xmm1
	movaps	%xmm1, (%rsp)                   # 16-byte Spill
	movss	.Lsrbm_CPI110_1(%rip), %xmm0         # xmm0 = [-2.0E+0,0.0E+0,0.0E+0,0.0E+0]
	mulss	%xmm1, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	callq	*__nv_log1pf@GOTPCREL(%rip)
	addss	(%rsp), %xmm0                   # 16-byte Folded Reload
	addss	.Lsrbm_CPI110_2(%rip), %xmm0
	addq	$24, %rsp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end110:
	.size	log_cosh_f32, .Lfunc_end110-log_cosh_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function log_cosh_f64
.Lsrbm_CPI111_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI111_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI111_2:
	.quad	0xbfe62e42fefa39ef              # double -0.69314718055994529
	.text
	.globl	log_cosh_f64
	.p2align	4
	.type	log_cosh_f64,@function
log_cosh_f64:                           # @log_cosh_f64
	.cfi_startproc
# %bb.0:                                # %start
	subq	$24, %rsp
	.cfi_def_cfa_offset 32
	movapd	%xmm0, %xmm1
	andpd	.Lsrbm_CPI111_0(%rip), %xmm1
	movapd	%xmm1, (%rsp)                   # 16-byte Spill
	movsd	.Lsrbm_CPI111_1(%rip), %xmm0         # xmm0 = [-2.0E+0,0.0E+0]
	mulsd	%xmm1, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	callq	*__nv_log1p@GOTPCREL(%rip)
	addsd	(%rsp), %xmm0                   # 16-byte Folded Reload
	addsd	.Lsrbm_CPI111_2(%rip), %xmm0
	addq	$24, %rsp
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end111:
	.size	log_cosh_f64, .Lfunc_end111-log_cosh_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function log_cosh_jvp_f32
.Lsrbm_CPI112_0:
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
	.long	0x7fffffff                      # float NaN
.Lsrbm_CPI112_1:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI112_2:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI112_3:
	.long	0x3f800000                      # float 1
	.text
	.globl	log_cosh_jvp_f32
	.p2align	4
	.type	log_cosh_jvp_f32,@function
log_cosh_jvp_f32:                       # @log_cosh_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$64, %rsp
	.cfi_def_cfa_offset 80
	.cfi_offset %rbx, -16
	movaps	.Lsrbm_CPI112_0(%rip), %xmm4         # xmm4 = [NaN,NaN,NaN,NaN]
	andps	%xmm0, %xmm4
	movaps	.Lsrbm_CPI112_1(%rip), %xmm3         # xmm3 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm3
	xorps	%xmm2, %xmm2
	cmpltss	%xmm2, %xmm0
	andps	%xmm0, %xmm3
	andnps	%xmm1, %xmm0
	orps	%xmm3, %xmm0
	movaps	%xmm0, 48(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI112_2(%rip), %xmm4
	movaps	%xmm4, 16(%rsp)                 # 16-byte Spill
	addss	%xmm0, %xmm0
	movaps	%xmm0, 32(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm4, %xmm0
	callq	*%rbx
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	12(%rsp), %xmm1                 # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	addss	.Lsrbm_CPI112_3(%rip), %xmm1
	mulss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	divss	%xmm1, %xmm0
	movaps	48(%rsp), %xmm1                 # 16-byte Reload
	subss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	addq	$64, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end112:
	.size	log_cosh_jvp_f32, .Lfunc_end112-log_cosh_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function log_cosh_jvp_f64
.Lsrbm_CPI113_0:
	.quad	0x7fffffffffffffff              # double NaN
	.quad	0x7fffffffffffffff              # double NaN
.Lsrbm_CPI113_1:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI113_2:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI113_3:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	log_cosh_jvp_f64
	.p2align	4
	.type	log_cosh_jvp_f64,@function
log_cosh_jvp_f64:                       # @log_cosh_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$64, %rsp
	.cfi_def_cfa_offset 80
	.cfi_offset %rbx, -16
	movapd	.Lsrbm_CPI113_0(%rip), %xmm4         # xmm4 = [NaN,NaN]
	andpd	%xmm0, %xmm4
	movapd	.Lsrbm_CPI113_1(%rip), %xmm3         # xmm3 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm3
	xorpd	%xmm2, %xmm2
	cmpltsd	%xmm2, %xmm0
	andpd	%xmm0, %xmm3
	andnpd	%xmm1, %xmm0
	orpd	%xmm3, %xmm0
	movapd	%xmm0, 48(%rsp)                 # 16-byte Spill
	mulsd	.Lsrbm_CPI113_2(%rip), %xmm4
	movapd	%xmm4, 16(%rsp)                 # 16-byte Spill
	addsd	%xmm0, %xmm0
	movapd	%xmm0, 32(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm4, %xmm0
	callq	*%rbx
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	8(%rsp), %xmm1                  # 8-byte Reload
                                        # xmm1 = mem[0],zero
	addsd	.Lsrbm_CPI113_3(%rip), %xmm1
	mulsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	divsd	%xmm1, %xmm0
	movapd	48(%rsp), %xmm1                 # 16-byte Reload
	subsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	addq	$64, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end113:
	.size	log_cosh_jvp_f64, .Lfunc_end113-log_cosh_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function log_factor_by_1_f32
.Lsrbm_CPI114_0:
	.long	0x3f800000                      # float 1
	.text
	.globl	log_factor_by_1_f32
	.p2align	4
	.type	log_factor_by_1_f32,@function
log_factor_by_1_f32:                    # @log_factor_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm2, %xmm1
	addss	%xmm0, %xmm1
	movss	.Lsrbm_CPI114_0(%rip), %xmm0         # xmm0 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	divss	%xmm1, %xmm0
	retq
.Lfunc_end114:
	.size	log_factor_by_1_f32, .Lfunc_end114-log_factor_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function log_factor_by_1_f64
.Lsrbm_CPI115_0:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	log_factor_by_1_f64
	.p2align	4
	.type	log_factor_by_1_f64,@function
log_factor_by_1_f64:                    # @log_factor_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm2, %xmm1
	addsd	%xmm0, %xmm1
	movsd	.Lsrbm_CPI115_0(%rip), %xmm0         # xmm0 = [1.0E+0,0.0E+0]
	divsd	%xmm1, %xmm0
	retq
.Lfunc_end115:
	.size	log_factor_by_1_f64, .Lfunc_end115-log_factor_by_1_f64
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_by_2_f32             # -- Begin function log_factor_by_2_f32
	.p2align	4
	.type	log_factor_by_2_f32,@function
log_factor_by_2_f32:                    # @log_factor_by_2_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm2, %xmm1
	addss	%xmm0, %xmm1
	divss	%xmm1, %xmm2
	movaps	%xmm2, %xmm0
	retq
.Lfunc_end116:
	.size	log_factor_by_2_f32, .Lfunc_end116-log_factor_by_2_f32
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_by_2_f64             # -- Begin function log_factor_by_2_f64
	.p2align	4
	.type	log_factor_by_2_f64,@function
log_factor_by_2_f64:                    # @log_factor_by_2_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm2, %xmm1
	addsd	%xmm0, %xmm1
	divsd	%xmm1, %xmm2
	movapd	%xmm2, %xmm0
	retq
.Lfunc_end117:
	.size	log_factor_by_2_f64, .Lfunc_end117-log_factor_by_2_f64
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_by_3_f32             # -- Begin function log_factor_by_3_f32
	.p2align	4
	.type	log_factor_by_3_f32,@function
log_factor_by_3_f32:                    # @log_factor_by_3_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm1, %xmm2
	addss	%xmm0, %xmm2
	divss	%xmm2, %xmm1
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end118:
	.size	log_factor_by_3_f32, .Lfunc_end118-log_factor_by_3_f32
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_by_3_f64             # -- Begin function log_factor_by_3_f64
	.p2align	4
	.type	log_factor_by_3_f64,@function
log_factor_by_3_f64:                    # @log_factor_by_3_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm1, %xmm2
	addsd	%xmm0, %xmm2
	divsd	%xmm2, %xmm1
	movapd	%xmm1, %xmm0
	retq
.Lfunc_end119:
	.size	log_factor_by_3_f64, .Lfunc_end119-log_factor_by_3_f64
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_f32                  # -- Begin function log_factor_f32
	.p2align	4
	.type	log_factor_f32,@function
log_factor_f32:                         # @log_factor_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm2, %xmm1
	addss	%xmm1, %xmm0
	jmpq	*__nv_logf@GOTPCREL(%rip)       # TAILCALL
.Lfunc_end120:
	.size	log_factor_f32, .Lfunc_end120-log_factor_f32
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_f64                  # -- Begin function log_factor_f64
	.p2align	4
	.type	log_factor_f64,@function
log_factor_f64:                         # @log_factor_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm2, %xmm1
	addsd	%xmm1, %xmm0
	jmpq	*__nv_log@GOTPCREL(%rip)        # TAILCALL
.Lfunc_end121:
	.size	log_factor_f64, .Lfunc_end121-log_factor_f64
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_jvp_f32              # -- Begin function log_factor_jvp_f32
	.p2align	4
	.type	log_factor_jvp_f32,@function
log_factor_jvp_f32:                     # @log_factor_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	mulss	%xmm2, %xmm5
	mulss	%xmm4, %xmm2
	mulss	%xmm4, %xmm3
	addss	%xmm0, %xmm2
	addss	%xmm1, %xmm3
	addss	%xmm5, %xmm3
	divss	%xmm2, %xmm3
	movaps	%xmm3, %xmm0
	retq
.Lfunc_end122:
	.size	log_factor_jvp_f32, .Lfunc_end122-log_factor_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	log_factor_jvp_f64              # -- Begin function log_factor_jvp_f64
	.p2align	4
	.type	log_factor_jvp_f64,@function
log_factor_jvp_f64:                     # @log_factor_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	mulsd	%xmm2, %xmm5
	mulsd	%xmm4, %xmm2
	mulsd	%xmm4, %xmm3
	addsd	%xmm0, %xmm2
	addsd	%xmm1, %xmm3
	addsd	%xmm5, %xmm3
	divsd	%xmm2, %xmm3
	movapd	%xmm3, %xmm0
	retq
.Lfunc_end123:
	.size	log_factor_jvp_f64, .Lfunc_end123-log_factor_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function log_partition_by_1_f32
.Lsrbm_CPI124_0:
	.long	0x3f800000                      # float 1
	.text
	.globl	log_partition_by_1_f32
	.p2align	4
	.type	log_partition_by_1_f32,@function
log_partition_by_1_f32:                 # @log_partition_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI124_0(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end124:
	.size	log_partition_by_1_f32, .Lfunc_end124-log_partition_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function log_partition_by_1_f64
.Lsrbm_CPI125_0:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	log_partition_by_1_f64
	.p2align	4
	.type	log_partition_by_1_f64,@function
log_partition_by_1_f64:                 # @log_partition_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI125_0(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	retq
.Lfunc_end125:
	.size	log_partition_by_1_f64, .Lfunc_end125-log_partition_by_1_f64
	.cfi_endproc
                                        # -- End function
	.globl	log_partition_f32               # -- Begin function log_partition_f32
	.p2align	4
	.type	log_partition_f32,@function
log_partition_f32:                      # @log_partition_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	movss	%xmm1, 4(%rsp)                  # 4-byte Spill
	callq	*__nv_logf@GOTPCREL(%rip)
	addss	4(%rsp), %xmm0                  # 4-byte Folded Reload
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end126:
	.size	log_partition_f32, .Lfunc_end126-log_partition_f32
	.cfi_endproc
                                        # -- End function
	.globl	log_partition_f64               # -- Begin function log_partition_f64
	.p2align	4
	.type	log_partition_f64,@function
log_partition_f64:                      # @log_partition_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	movsd	%xmm1, (%rsp)                   # 8-byte Spill
	callq	*__nv_log@GOTPCREL(%rip)
	addsd	(%rsp), %xmm0                   # 8-byte Folded Reload
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end127:
	.size	log_partition_f64, .Lfunc_end127-log_partition_f64
	.cfi_endproc
                                        # -- End function
	.globl	log_partition_jvp_f32           # -- Begin function log_partition_jvp_f32
	.p2align	4
	.type	log_partition_jvp_f32,@function
log_partition_jvp_f32:                  # @log_partition_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end128:
	.size	log_partition_jvp_f32, .Lfunc_end128-log_partition_jvp_f32
	.cfi_endproc
                                        # -- End function
	.globl	log_partition_jvp_f64           # -- Begin function log_partition_jvp_f64
	.p2align	4
	.type	log_partition_jvp_f64,@function
log_partition_jvp_f64:                  # @log_partition_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	retq
.Lfunc_end129:
	.size	log_partition_jvp_f64, .Lfunc_end129-log_partition_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function product_change_by_1_f32
.Lsrbm_CPI130_0:
	.long	0xbf800000                      # float -1
	.text
	.globl	product_change_by_1_f32
	.p2align	4
	.type	product_change_by_1_f32,@function
product_change_by_1_f32:                # @product_change_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	movss	.Lsrbm_CPI130_0(%rip), %xmm1         # xmm1 = [-1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end130:
	.size	product_change_by_1_f32, .Lfunc_end130-product_change_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function product_change_by_1_f64
.Lsrbm_CPI131_0:
	.quad	0xbff0000000000000              # double -1
	.text
	.globl	product_change_by_1_f64
	.p2align	4
	.type	product_change_by_1_f64,@function
product_change_by_1_f64:                # @product_change_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	movsd	.Lsrbm_CPI131_0(%rip), %xmm1         # xmm1 = [-1.0E+0,0.0E+0]
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	retq
.Lfunc_end131:
	.size	product_change_by_1_f64, .Lfunc_end131-product_change_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function product_change_f32
.Lsrbm_CPI132_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	product_change_f32
	.p2align	4
	.type	product_change_f32,@function
product_change_f32:                     # @product_change_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	callq	*__nv_logf@GOTPCREL(%rip)
	xorps	.Lsrbm_CPI132_0(%rip), %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end132:
	.size	product_change_f32, .Lfunc_end132-product_change_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function product_change_f64
.Lsrbm_CPI133_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	product_change_f64
	.p2align	4
	.type	product_change_f64,@function
product_change_f64:                     # @product_change_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	callq	*__nv_log@GOTPCREL(%rip)
	xorps	.Lsrbm_CPI133_0(%rip), %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end133:
	.size	product_change_f64, .Lfunc_end133-product_change_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function product_change_jvp_f32
.Lsrbm_CPI134_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	product_change_jvp_f32
	.p2align	4
	.type	product_change_jvp_f32,@function
product_change_jvp_f32:                 # @product_change_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	xorps	.Lsrbm_CPI134_0(%rip), %xmm1
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	retq
.Lfunc_end134:
	.size	product_change_jvp_f32, .Lfunc_end134-product_change_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function product_change_jvp_f64
.Lsrbm_CPI135_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	product_change_jvp_f64
	.p2align	4
	.type	product_change_jvp_f64,@function
product_change_jvp_f64:                 # @product_change_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	xorpd	.Lsrbm_CPI135_0(%rip), %xmm1
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	retq
.Lfunc_end135:
	.size	product_change_jvp_f64, .Lfunc_end135-product_change_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function ratio_risk_by_1_f32
.Lsrbm_CPI136_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI136_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	ratio_risk_by_1_f32
	.p2align	4
	.type	ratio_risk_by_1_f32,@function
ratio_risk_by_1_f32:                    # @ratio_risk_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	xorps	.Lsrbm_CPI136_0(%rip), %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	mulss	%xmm0, %xmm1
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm1
	jae	.Lsrbm_BB136_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm1, %xmm0
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	.Lsrbm_CPI136_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm0, %xmm1
	divss	%xmm1, %xmm0
	movaps	%xmm0, %xmm2
	addss	%xmm0, %xmm2
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 4(%rsp)                  # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulss	4(%rsp), %xmm0                  # 4-byte Folded Reload
	jmp	.Lsrbm_BB136_3
.Lsrbm_BB136_2:                              # %invertbb1.i
	xorps	.Lsrbm_CPI136_0(%rip), %xmm1
	movaps	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm1, %xmm0
	callq	*%rbx
	movss	.Lsrbm_CPI136_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	addss	%xmm1, %xmm0
	movss	%xmm0, 4(%rsp)                  # 4-byte Spill
	divss	%xmm0, %xmm1
	movss	%xmm1, 8(%rsp)                  # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addss	%xmm0, %xmm0
	movss	8(%rsp), %xmm1                  # 4-byte Reload
                                        # xmm1 = mem[0],zero,zero,zero
	mulss	%xmm1, %xmm1
	mulss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	divss	4(%rsp), %xmm0                  # 4-byte Folded Reload
.Lsrbm_BB136_3:                              # %differatio_risk_f32.exit
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end136:
	.size	ratio_risk_by_1_f32, .Lfunc_end136-ratio_risk_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function ratio_risk_by_1_f64
.Lsrbm_CPI137_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI137_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	ratio_risk_by_1_f64
	.p2align	4
	.type	ratio_risk_by_1_f64,@function
ratio_risk_by_1_f64:                    # @ratio_risk_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	xorpd	.Lsrbm_CPI137_0(%rip), %xmm1
	movsd	%xmm1, 40(%rsp)                 # 8-byte Spill
	mulsd	%xmm0, %xmm1
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm1
	jae	.Lsrbm_BB137_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm1, %xmm0
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	.Lsrbm_CPI137_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
	addsd	%xmm0, %xmm1
	divsd	%xmm1, %xmm0
	movapd	%xmm0, %xmm2
	addsd	%xmm0, %xmm2
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	jmp	.Lsrbm_BB137_3
.Lsrbm_BB137_2:                              # %invertbb1.i
	xorpd	.Lsrbm_CPI137_0(%rip), %xmm1
	movapd	%xmm1, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm1, %xmm0
	callq	*%rbx
	movsd	.Lsrbm_CPI137_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
	addsd	%xmm1, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	divsd	%xmm0, %xmm1
	movsd	%xmm1, 32(%rsp)                 # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	addsd	%xmm0, %xmm0
	movsd	32(%rsp), %xmm1                 # 8-byte Reload
                                        # xmm1 = mem[0],zero
	mulsd	%xmm1, %xmm1
	mulsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
.Lsrbm_BB137_3:                              # %differatio_risk_f64.exit
	mulsd	40(%rsp), %xmm0                 # 8-byte Folded Reload
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end137:
	.size	ratio_risk_by_1_f64, .Lfunc_end137-ratio_risk_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function ratio_risk_f32
.Lsrbm_CPI138_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI138_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	ratio_risk_f32
	.p2align	4
	.type	ratio_risk_f32,@function
ratio_risk_f32:                         # @ratio_risk_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	xorps	.Lsrbm_CPI138_0(%rip), %xmm1
	mulss	%xmm0, %xmm1
	xorps	%xmm0, %xmm0
	ucomiss	%xmm0, %xmm1
	jae	.Lsrbm_BB138_2
# %bb.1:                                # %bb2
	movaps	%xmm1, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB138_3
.Lsrbm_BB138_2:                              # %bb1
	xorps	.Lsrbm_CPI138_0(%rip), %xmm1
	movaps	%xmm1, %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI138_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB138_3:                              # %bb3
	addss	.Lsrbm_CPI138_1(%rip), %xmm0
	divss	%xmm0, %xmm1
	mulss	%xmm1, %xmm1
	movaps	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end138:
	.size	ratio_risk_f32, .Lfunc_end138-ratio_risk_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function ratio_risk_f64
.Lsrbm_CPI139_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI139_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	ratio_risk_f64
	.p2align	4
	.type	ratio_risk_f64,@function
ratio_risk_f64:                         # @ratio_risk_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	xorpd	.Lsrbm_CPI139_0(%rip), %xmm1
	mulsd	%xmm0, %xmm1
	xorpd	%xmm0, %xmm0
	ucomisd	%xmm0, %xmm1
	jae	.Lsrbm_BB139_2
# %bb.1:                                # %bb2
	movapd	%xmm1, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB139_3
.Lsrbm_BB139_2:                              # %bb1
	xorpd	.Lsrbm_CPI139_0(%rip), %xmm1
	movapd	%xmm1, %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI139_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB139_3:                              # %bb3
	addsd	.Lsrbm_CPI139_1(%rip), %xmm0
	divsd	%xmm0, %xmm1
	mulsd	%xmm1, %xmm1
	movapd	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end139:
	.size	ratio_risk_f64, .Lfunc_end139-ratio_risk_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function ratio_risk_jvp_f32
.Lsrbm_CPI140_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI140_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	ratio_risk_jvp_f32
	.p2align	4
	.type	ratio_risk_jvp_f32,@function
ratio_risk_jvp_f32:                     # @ratio_risk_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	xorps	.Lsrbm_CPI140_0(%rip), %xmm2
	mulss	%xmm2, %xmm0
	mulss	%xmm1, %xmm2
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB140_2
# %bb.1:                                # %bb2.i
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm2, 32(%rsp)                 # 16-byte Spill
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	12(%rsp), %xmm3                 # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	movaps	32(%rsp), %xmm2                 # 16-byte Reload
	mulss	%xmm0, %xmm2
	movaps	%xmm3, %xmm0
	mulss	%xmm2, %xmm0
	movaps	%xmm3, %xmm1
	jmp	.Lsrbm_BB140_3
.Lsrbm_BB140_2:                              # %bb1.i
	movaps	.Lsrbm_CPI140_0(%rip), %xmm1         # xmm1 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm1, %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	xorps	%xmm1, %xmm2
	movaps	%xmm2, 32(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	12(%rsp), %xmm3                 # 4-byte Reload
                                        # xmm3 = mem[0],zero,zero,zero
	xorps	%xmm2, %xmm2
	mulss	32(%rsp), %xmm0                 # 16-byte Folded Reload
	movss	.Lsrbm_CPI140_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB140_3:                              # %fwddifferatio_risk_f32.exit
	addss	.Lsrbm_CPI140_1(%rip), %xmm3
	divss	%xmm3, %xmm1
	mulss	%xmm3, %xmm2
	subss	%xmm0, %xmm2
	mulss	%xmm1, %xmm2
	mulss	%xmm3, %xmm3
	addss	%xmm2, %xmm2
	divss	%xmm3, %xmm2
	movaps	%xmm2, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end140:
	.size	ratio_risk_jvp_f32, .Lfunc_end140-ratio_risk_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function ratio_risk_jvp_f64
.Lsrbm_CPI141_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI141_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	ratio_risk_jvp_f64
	.p2align	4
	.type	ratio_risk_jvp_f64,@function
ratio_risk_jvp_f64:                     # @ratio_risk_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	xorpd	.Lsrbm_CPI141_0(%rip), %xmm2
	mulsd	%xmm2, %xmm0
	mulsd	%xmm1, %xmm2
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB141_2
# %bb.1:                                # %bb2.i
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm2, 32(%rsp)                 # 16-byte Spill
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	8(%rsp), %xmm3                  # 8-byte Reload
                                        # xmm3 = mem[0],zero
	movapd	32(%rsp), %xmm2                 # 16-byte Reload
	mulsd	%xmm0, %xmm2
	movapd	%xmm3, %xmm0
	mulsd	%xmm2, %xmm0
	movapd	%xmm3, %xmm1
	jmp	.Lsrbm_BB141_3
.Lsrbm_BB141_2:                              # %bb1.i
	movapd	.Lsrbm_CPI141_0(%rip), %xmm1         # xmm1 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm1, %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	xorpd	%xmm1, %xmm2
	movapd	%xmm2, 32(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	8(%rsp), %xmm3                  # 8-byte Reload
                                        # xmm3 = mem[0],zero
	xorpd	%xmm2, %xmm2
	mulsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
	movsd	.Lsrbm_CPI141_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB141_3:                              # %fwddifferatio_risk_f64.exit
	addsd	.Lsrbm_CPI141_1(%rip), %xmm3
	divsd	%xmm3, %xmm1
	mulsd	%xmm3, %xmm2
	subsd	%xmm0, %xmm2
	mulsd	%xmm1, %xmm2
	mulsd	%xmm3, %xmm3
	addsd	%xmm2, %xmm2
	divsd	%xmm3, %xmm2
	movapd	%xmm2, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end141:
	.size	ratio_risk_jvp_f64, .Lfunc_end141-ratio_risk_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function share_down_by_1_f32
.Lsrbm_CPI142_0:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI142_2:
	.long	0x3f800000                      # float 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI142_1:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	share_down_by_1_f32
	.p2align	4
	.type	share_down_by_1_f32,@function
share_down_by_1_f32:                    # @share_down_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	mulss	.Lsrbm_CPI142_0(%rip), %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB142_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	.Lsrbm_CPI142_2(%rip), %xmm2         # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	%xmm0, %xmm1
	addss	%xmm2, %xmm1
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	divss	%xmm1, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	jmp	.Lsrbm_BB142_3
.Lsrbm_BB142_2:                              # %invertbb1.i
	xorps	.Lsrbm_CPI142_1(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	addss	.Lsrbm_CPI142_2(%rip), %xmm0
	mulss	%xmm0, %xmm0
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	divss	12(%rsp), %xmm0                 # 4-byte Folded Reload
.Lsrbm_BB142_3:                              # %diffeshare_down_f32.exit
	mulss	.Lsrbm_CPI142_0(%rip), %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end142:
	.size	share_down_by_1_f32, .Lfunc_end142-share_down_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function share_down_by_1_f64
.Lsrbm_CPI143_0:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI143_2:
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI143_1:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	share_down_by_1_f64
	.p2align	4
	.type	share_down_by_1_f64,@function
share_down_by_1_f64:                    # @share_down_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	mulsd	.Lsrbm_CPI143_0(%rip), %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB143_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	.Lsrbm_CPI143_2(%rip), %xmm2         # xmm2 = [1.0E+0,0.0E+0]
	movapd	%xmm0, %xmm1
	addsd	%xmm2, %xmm1
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	divsd	%xmm1, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	jmp	.Lsrbm_BB143_3
.Lsrbm_BB143_2:                              # %invertbb1.i
	xorpd	.Lsrbm_CPI143_1(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	addsd	.Lsrbm_CPI143_2(%rip), %xmm0
	mulsd	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
.Lsrbm_BB143_3:                              # %diffeshare_down_f64.exit
	mulsd	.Lsrbm_CPI143_0(%rip), %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end143:
	.size	share_down_by_1_f64, .Lfunc_end143-share_down_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function share_down_f32
.Lsrbm_CPI144_0:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI144_2:
	.long	0x3f800000                      # float 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI144_1:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	share_down_f32
	.p2align	4
	.type	share_down_f32,@function
share_down_f32:                         # @share_down_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	mulss	.Lsrbm_CPI144_0(%rip), %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB144_2
# %bb.1:                                # %bb2
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB144_3
.Lsrbm_BB144_2:                              # %bb1
	xorps	.Lsrbm_CPI144_1(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI144_2(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB144_3:                              # %bb3
	addss	.Lsrbm_CPI144_2(%rip), %xmm0
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end144:
	.size	share_down_f32, .Lfunc_end144-share_down_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function share_down_f64
.Lsrbm_CPI145_0:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI145_2:
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI145_1:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	share_down_f64
	.p2align	4
	.type	share_down_f64,@function
share_down_f64:                         # @share_down_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	mulsd	.Lsrbm_CPI145_0(%rip), %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB145_2
# %bb.1:                                # %bb2
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB145_3
.Lsrbm_BB145_2:                              # %bb1
	xorpd	.Lsrbm_CPI145_1(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI145_2(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB145_3:                              # %bb3
	addsd	.Lsrbm_CPI145_2(%rip), %xmm0
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end145:
	.size	share_down_f64, .Lfunc_end145-share_down_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0                          # -- Begin function share_down_jvp_f32
.Lsrbm_CPI146_0:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI146_2:
	.long	0x3f800000                      # float 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI146_1:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.text
	.globl	share_down_jvp_f32
	.p2align	4
	.type	share_down_jvp_f32,@function
share_down_jvp_f32:                     # @share_down_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	mulss	.Lsrbm_CPI146_0(%rip), %xmm0
	xorps	%xmm2, %xmm2
	ucomiss	%xmm2, %xmm0
	jae	.Lsrbm_BB146_2
# %bb.1:                                # %bb2.i
	mulss	.Lsrbm_CPI146_0(%rip), %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	8(%rsp), %xmm2                  # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	movaps	%xmm0, %xmm1
	mulss	12(%rsp), %xmm1                 # 4-byte Folded Reload
	movaps	%xmm2, %xmm0
	mulss	%xmm1, %xmm0
	jmp	.Lsrbm_BB146_3
.Lsrbm_BB146_2:                              # %bb1.i
	xorps	.Lsrbm_CPI146_1(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	addss	%xmm1, %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	8(%rsp), %xmm2                  # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	xorps	%xmm1, %xmm1
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
.Lsrbm_BB146_3:                              # %fwddiffeshare_down_f32.exit
	addss	.Lsrbm_CPI146_2(%rip), %xmm2
	mulss	%xmm2, %xmm1
	subss	%xmm0, %xmm1
	mulss	%xmm2, %xmm2
	divss	%xmm2, %xmm1
	movaps	%xmm1, %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end146:
	.size	share_down_jvp_f32, .Lfunc_end146-share_down_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function share_down_jvp_f64
.Lsrbm_CPI147_0:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI147_2:
	.quad	0x3ff0000000000000              # double 1
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.Lsrbm_CPI147_1:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.text
	.globl	share_down_jvp_f64
	.p2align	4
	.type	share_down_jvp_f64,@function
share_down_jvp_f64:                     # @share_down_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	mulsd	.Lsrbm_CPI147_0(%rip), %xmm0
	xorpd	%xmm2, %xmm2
	ucomisd	%xmm2, %xmm0
	jae	.Lsrbm_BB147_2
# %bb.1:                                # %bb2.i
	mulsd	.Lsrbm_CPI147_0(%rip), %xmm1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	(%rsp), %xmm2                   # 8-byte Reload
                                        # xmm2 = mem[0],zero
	movapd	%xmm0, %xmm1
	mulsd	8(%rsp), %xmm1                  # 8-byte Folded Reload
	movapd	%xmm2, %xmm0
	mulsd	%xmm1, %xmm0
	jmp	.Lsrbm_BB147_3
.Lsrbm_BB147_2:                              # %bb1.i
	xorpd	.Lsrbm_CPI147_1(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	addsd	%xmm1, %xmm1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	(%rsp), %xmm2                   # 8-byte Reload
                                        # xmm2 = mem[0],zero
	xorpd	%xmm1, %xmm1
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
.Lsrbm_BB147_3:                              # %fwddiffeshare_down_f64.exit
	addsd	.Lsrbm_CPI147_2(%rip), %xmm2
	mulsd	%xmm2, %xmm1
	subsd	%xmm0, %xmm1
	mulsd	%xmm2, %xmm2
	divsd	%xmm2, %xmm1
	movapd	%xmm1, %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end147:
	.size	share_down_jvp_f64, .Lfunc_end147-share_down_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function share_up_by_1_f32
.Lsrbm_CPI148_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI148_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	share_up_by_1_f32
	.p2align	4
	.type	share_up_by_1_f32,@function
share_up_by_1_f32:                      # @share_up_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	addss	%xmm0, %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB148_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	.Lsrbm_CPI148_1(%rip), %xmm2         # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	%xmm0, %xmm1
	addss	%xmm2, %xmm1
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	divss	%xmm1, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	jmp	.Lsrbm_BB148_3
.Lsrbm_BB148_2:                              # %invertbb1.i
	xorps	.Lsrbm_CPI148_0(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	addss	.Lsrbm_CPI148_1(%rip), %xmm0
	mulss	%xmm0, %xmm0
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	divss	12(%rsp), %xmm0                 # 4-byte Folded Reload
.Lsrbm_BB148_3:                              # %diffeshare_up_f32.exit
	addss	%xmm0, %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end148:
	.size	share_up_by_1_f32, .Lfunc_end148-share_up_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function share_up_by_1_f64
.Lsrbm_CPI149_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI149_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	share_up_by_1_f64
	.p2align	4
	.type	share_up_by_1_f64,@function
share_up_by_1_f64:                      # @share_up_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	addsd	%xmm0, %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB149_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	.Lsrbm_CPI149_1(%rip), %xmm2         # xmm2 = [1.0E+0,0.0E+0]
	movapd	%xmm0, %xmm1
	addsd	%xmm2, %xmm1
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	divsd	%xmm1, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	jmp	.Lsrbm_BB149_3
.Lsrbm_BB149_2:                              # %invertbb1.i
	xorpd	.Lsrbm_CPI149_0(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	addsd	.Lsrbm_CPI149_1(%rip), %xmm0
	mulsd	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
.Lsrbm_BB149_3:                              # %diffeshare_up_f64.exit
	addsd	%xmm0, %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end149:
	.size	share_up_by_1_f64, .Lfunc_end149-share_up_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function share_up_f32
.Lsrbm_CPI150_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI150_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	share_up_f32
	.p2align	4
	.type	share_up_f32,@function
share_up_f32:                           # @share_up_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	addss	%xmm0, %xmm0
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB150_2
# %bb.1:                                # %bb2
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB150_3
.Lsrbm_BB150_2:                              # %bb1
	xorps	.Lsrbm_CPI150_0(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI150_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB150_3:                              # %bb3
	addss	.Lsrbm_CPI150_1(%rip), %xmm0
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end150:
	.size	share_up_f32, .Lfunc_end150-share_up_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function share_up_f64
.Lsrbm_CPI151_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI151_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	share_up_f64
	.p2align	4
	.type	share_up_f64,@function
share_up_f64:                           # @share_up_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	addsd	%xmm0, %xmm0
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB151_2
# %bb.1:                                # %bb2
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB151_3
.Lsrbm_BB151_2:                              # %bb1
	xorpd	.Lsrbm_CPI151_0(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI151_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB151_3:                              # %bb3
	addsd	.Lsrbm_CPI151_1(%rip), %xmm0
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end151:
	.size	share_up_f64, .Lfunc_end151-share_up_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function share_up_jvp_f32
.Lsrbm_CPI152_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI152_1:
	.long	0xc0000000                      # float -2
.Lsrbm_CPI152_2:
	.long	0x3f800000                      # float 1
	.text
	.globl	share_up_jvp_f32
	.p2align	4
	.type	share_up_jvp_f32,@function
share_up_jvp_f32:                       # @share_up_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	addss	%xmm0, %xmm0
	xorps	%xmm2, %xmm2
	ucomiss	%xmm2, %xmm0
	jae	.Lsrbm_BB152_2
# %bb.1:                                # %bb2.i
	addss	%xmm1, %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	8(%rsp), %xmm2                  # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	movaps	%xmm0, %xmm1
	mulss	12(%rsp), %xmm1                 # 4-byte Folded Reload
	movaps	%xmm2, %xmm0
	mulss	%xmm1, %xmm0
	jmp	.Lsrbm_BB152_3
.Lsrbm_BB152_2:                              # %bb1.i
	xorps	.Lsrbm_CPI152_0(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	mulss	.Lsrbm_CPI152_1(%rip), %xmm1
	movss	%xmm1, 12(%rsp)                 # 4-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movss	%xmm0, 8(%rsp)                  # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	8(%rsp), %xmm2                  # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	xorps	%xmm1, %xmm1
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
.Lsrbm_BB152_3:                              # %fwddiffeshare_up_f32.exit
	addss	.Lsrbm_CPI152_2(%rip), %xmm2
	mulss	%xmm2, %xmm1
	subss	%xmm0, %xmm1
	mulss	%xmm2, %xmm2
	divss	%xmm2, %xmm1
	movaps	%xmm1, %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end152:
	.size	share_up_jvp_f32, .Lfunc_end152-share_up_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function share_up_jvp_f64
.Lsrbm_CPI153_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI153_1:
	.quad	0xc000000000000000              # double -2
.Lsrbm_CPI153_2:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	share_up_jvp_f64
	.p2align	4
	.type	share_up_jvp_f64,@function
share_up_jvp_f64:                       # @share_up_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	addsd	%xmm0, %xmm0
	xorpd	%xmm2, %xmm2
	ucomisd	%xmm2, %xmm0
	jae	.Lsrbm_BB153_2
# %bb.1:                                # %bb2.i
	addsd	%xmm1, %xmm1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	(%rsp), %xmm2                   # 8-byte Reload
                                        # xmm2 = mem[0],zero
	movapd	%xmm0, %xmm1
	mulsd	8(%rsp), %xmm1                  # 8-byte Folded Reload
	movapd	%xmm2, %xmm0
	mulsd	%xmm1, %xmm0
	jmp	.Lsrbm_BB153_3
.Lsrbm_BB153_2:                              # %bb1.i
	xorpd	.Lsrbm_CPI153_0(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	mulsd	.Lsrbm_CPI153_1(%rip), %xmm1
	movsd	%xmm1, 8(%rsp)                  # 8-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movsd	%xmm0, (%rsp)                   # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	(%rsp), %xmm2                   # 8-byte Reload
                                        # xmm2 = mem[0],zero
	xorpd	%xmm1, %xmm1
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
.Lsrbm_BB153_3:                              # %fwddiffeshare_up_f64.exit
	addsd	.Lsrbm_CPI153_2(%rip), %xmm2
	mulsd	%xmm2, %xmm1
	subsd	%xmm0, %xmm1
	mulsd	%xmm2, %xmm2
	divsd	%xmm2, %xmm1
	movapd	%xmm1, %xmm0
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end153:
	.size	share_up_jvp_f64, .Lfunc_end153-share_up_jvp_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function sigmoid_by_1_f32
.Lsrbm_CPI154_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI154_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	sigmoid_by_1_f32
	.p2align	4
	.type	sigmoid_by_1_f32,@function
sigmoid_by_1_f32:                       # @sigmoid_by_1_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB154_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	.Lsrbm_CPI154_1(%rip), %xmm2         # xmm2 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
	movaps	%xmm0, %xmm1
	addss	%xmm2, %xmm1
	divss	%xmm1, %xmm2
	mulss	%xmm2, %xmm0
	divss	%xmm1, %xmm0
	subss	%xmm0, %xmm2
	movss	%xmm2, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulss	12(%rsp), %xmm0                 # 4-byte Folded Reload
	jmp	.Lsrbm_BB154_3
.Lsrbm_BB154_2:                              # %invertbb1.i
	xorps	.Lsrbm_CPI154_0(%rip), %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	addss	.Lsrbm_CPI154_1(%rip), %xmm0
	mulss	%xmm0, %xmm0
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	divss	12(%rsp), %xmm0                 # 4-byte Folded Reload
.Lsrbm_BB154_3:                              # %diffesigmoid_f32.exit
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end154:
	.size	sigmoid_by_1_f32, .Lfunc_end154-sigmoid_by_1_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function sigmoid_by_1_f64
.Lsrbm_CPI155_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI155_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	sigmoid_by_1_f64
	.p2align	4
	.type	sigmoid_by_1_f64,@function
sigmoid_by_1_f64:                       # @sigmoid_by_1_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$32, %rsp
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -16
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB155_2
# %bb.1:                                # %invertbb2.i
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	.Lsrbm_CPI155_1(%rip), %xmm2         # xmm2 = [1.0E+0,0.0E+0]
	movapd	%xmm0, %xmm1
	addsd	%xmm2, %xmm1
	divsd	%xmm1, %xmm2
	mulsd	%xmm2, %xmm0
	divsd	%xmm1, %xmm0
	subsd	%xmm0, %xmm2
	movsd	%xmm2, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	mulsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
	jmp	.Lsrbm_BB155_3
.Lsrbm_BB155_2:                              # %invertbb1.i
	xorpd	.Lsrbm_CPI155_0(%rip), %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	addsd	.Lsrbm_CPI155_1(%rip), %xmm0
	mulsd	%xmm0, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	divsd	8(%rsp), %xmm0                  # 8-byte Folded Reload
.Lsrbm_BB155_3:                              # %diffesigmoid_f64.exit
	addq	$32, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end155:
	.size	sigmoid_by_1_f64, .Lfunc_end155-sigmoid_by_1_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function sigmoid_f32
.Lsrbm_CPI156_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI156_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	sigmoid_f32
	.p2align	4
	.type	sigmoid_f32,@function
sigmoid_f32:                            # @sigmoid_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	xorps	%xmm1, %xmm1
	ucomiss	%xmm1, %xmm0
	jae	.Lsrbm_BB156_2
# %bb.1:                                # %bb2
	callq	*__nv_expf@GOTPCREL(%rip)
	movaps	%xmm0, %xmm1
	jmp	.Lsrbm_BB156_3
.Lsrbm_BB156_2:                              # %bb1
	xorps	.Lsrbm_CPI156_0(%rip), %xmm0
	callq	*__nv_expf@GOTPCREL(%rip)
	movss	.Lsrbm_CPI156_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0,0.0E+0,0.0E+0]
.Lsrbm_BB156_3:                              # %bb3
	addss	.Lsrbm_CPI156_1(%rip), %xmm0
	divss	%xmm0, %xmm1
	movaps	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end156:
	.size	sigmoid_f32, .Lfunc_end156-sigmoid_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function sigmoid_f64
.Lsrbm_CPI157_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI157_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	sigmoid_f64
	.p2align	4
	.type	sigmoid_f64,@function
sigmoid_f64:                            # @sigmoid_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rax
	.cfi_def_cfa_offset 16
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm1, %xmm0
	jae	.Lsrbm_BB157_2
# %bb.1:                                # %bb2
	callq	*__nv_exp@GOTPCREL(%rip)
	movapd	%xmm0, %xmm1
	jmp	.Lsrbm_BB157_3
.Lsrbm_BB157_2:                              # %bb1
	xorpd	.Lsrbm_CPI157_0(%rip), %xmm0
	callq	*__nv_exp@GOTPCREL(%rip)
	movsd	.Lsrbm_CPI157_1(%rip), %xmm1         # xmm1 = [1.0E+0,0.0E+0]
.Lsrbm_BB157_3:                              # %bb3
	addsd	.Lsrbm_CPI157_1(%rip), %xmm0
	divsd	%xmm0, %xmm1
	movapd	%xmm1, %xmm0
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end157:
	.size	sigmoid_f64, .Lfunc_end157-sigmoid_f64
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function sigmoid_jvp_f32
.Lsrbm_CPI158_0:
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.long	0x80000000                      # float -0
	.section	.rodata.cst4,"aM",@progbits,4
	.p2align	2, 0x0
.Lsrbm_CPI158_1:
	.long	0x3f800000                      # float 1
	.text
	.globl	sigmoid_jvp_f32
	.p2align	4
	.type	sigmoid_jvp_f32,@function
sigmoid_jvp_f32:                        # @sigmoid_jvp_f32
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	xorps	%xmm2, %xmm2
	ucomiss	%xmm2, %xmm0
	jae	.Lsrbm_BB158_2
# %bb.1:                                # %bb2.i
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	12(%rsp), %xmm2                 # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	movaps	32(%rsp), %xmm1                 # 16-byte Reload
	mulss	%xmm0, %xmm1
	movaps	%xmm2, %xmm0
	mulss	%xmm1, %xmm0
	jmp	.Lsrbm_BB158_3
.Lsrbm_BB158_2:                              # %bb1.i
	movaps	.Lsrbm_CPI158_0(%rip), %xmm2         # xmm2 = [-0.0E+0,-0.0E+0,-0.0E+0,-0.0E+0]
	xorps	%xmm2, %xmm0
	movaps	%xmm0, 16(%rsp)                 # 16-byte Spill
	xorps	%xmm2, %xmm1
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movq	__nv_expf@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movss	%xmm0, 12(%rsp)                 # 4-byte Spill
	movaps	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movss	12(%rsp), %xmm2                 # 4-byte Reload
                                        # xmm2 = mem[0],zero,zero,zero
	xorps	%xmm1, %xmm1
	mulss	32(%rsp), %xmm0                 # 16-byte Folded Reload
.Lsrbm_BB158_3:                              # %fwddiffesigmoid_f32.exit
	addss	.Lsrbm_CPI158_1(%rip), %xmm2
	mulss	%xmm2, %xmm1
	subss	%xmm0, %xmm1
	mulss	%xmm2, %xmm2
	divss	%xmm2, %xmm1
	movaps	%xmm1, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end158:
	.size	sigmoid_jvp_f32, .Lfunc_end158-sigmoid_jvp_f32
	.cfi_endproc
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function sigmoid_jvp_f64
.Lsrbm_CPI159_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.Lsrbm_CPI159_1:
	.quad	0x3ff0000000000000              # double 1
	.text
	.globl	sigmoid_jvp_f64
	.p2align	4
	.type	sigmoid_jvp_f64,@function
sigmoid_jvp_f64:                        # @sigmoid_jvp_f64
	.cfi_startproc
# %bb.0:                                # %start
	pushq	%rbx
	.cfi_def_cfa_offset 16
	subq	$48, %rsp
	.cfi_def_cfa_offset 64
	.cfi_offset %rbx, -16
	xorpd	%xmm2, %xmm2
	ucomisd	%xmm2, %xmm0
	jae	.Lsrbm_BB159_2
# %bb.1:                                # %bb2.i
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	movaps	%xmm1, 32(%rsp)                 # 16-byte Spill
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	callq	*%rbx
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	8(%rsp), %xmm2                  # 8-byte Reload
                                        # xmm2 = mem[0],zero
	movapd	32(%rsp), %xmm1                 # 16-byte Reload
	mulsd	%xmm0, %xmm1
	movapd	%xmm2, %xmm0
	mulsd	%xmm1, %xmm0
	jmp	.Lsrbm_BB159_3
.Lsrbm_BB159_2:                              # %bb1.i
	movapd	.Lsrbm_CPI159_0(%rip), %xmm2         # xmm2 = [-0.0E+0,-0.0E+0]
	xorpd	%xmm2, %xmm0
	movapd	%xmm0, 16(%rsp)                 # 16-byte Spill
	xorpd	%xmm2, %xmm1
	movapd	%xmm1, 32(%rsp)                 # 16-byte Spill
	movq	__nv_exp@GOTPCREL(%rip), %rbx
	callq	*%rbx
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movapd	16(%rsp), %xmm0                 # 16-byte Reload
	callq	*%rbx
	movsd	8(%rsp), %xmm2                  # 8-byte Reload
                                        # xmm2 = mem[0],zero
	xorpd	%xmm1, %xmm1
	mulsd	32(%rsp), %xmm0                 # 16-byte Folded Reload
.Lsrbm_BB159_3:                              # %fwddiffesigmoid_f64.exit
	addsd	.Lsrbm_CPI159_1(%rip), %xmm2
	mulsd	%xmm2, %xmm1
	subsd	%xmm0, %xmm1
	mulsd	%xmm2, %xmm2
	divsd	%xmm2, %xmm1
	movapd	%xmm1, %xmm0
	addq	$48, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end159:
	.size	sigmoid_jvp_f64, .Lfunc_end159-sigmoid_jvp_f64
	.cfi_endproc
                                        # -- End function
	.type	_ZZL14add_transposedIfEvPKT_PS0_iiiS2_E5block,@object # @_ZZL14add_transposedIfEvPKT_PS0_iiiS2_E5block
	.local	_ZZL14add_transposedIfEvPKT_PS0_iiiS2_E5block
	.comm	_ZZL14add_transposedIfEvPKT_PS0_iiiS2_E5block,4224,16
	.type	_ZZL14add_transposedIdEvPKT_PS0_iiiS2_E5block,@object # @_ZZL14add_transposedIdEvPKT_PS0_iiiS2_E5block
	.local	_ZZL14add_transposedIdEvPKT_PS0_iiiS2_E5block
	.comm	_ZZL14add_transposedIdEvPKT_PS0_iiiS2_E5block,8448,16
	.type	_ZZL6tablesIfEvRK5FrameIT_EE6ranges,@object # @_ZZL6tablesIfEvRK5FrameIT_EE6ranges
	.local	_ZZL6tablesIfEvRK5FrameIT_EE6ranges
	.comm	_ZZL6tablesIfEvRK5FrameIT_EE6ranges,1000,16
	.type	_ZZL6tablesIfEvRK5FrameIT_EE3far,@object # @_ZZL6tablesIfEvRK5FrameIT_EE3far
	.local	_ZZL6tablesIfEvRK5FrameIT_EE3far
	.comm	_ZZL6tablesIfEvRK5FrameIT_EE3far,1,4
	.type	_ZZL9site_baseIfEvRK5FrameIT_EPKS1_ibE4sums,@object # @_ZZL9site_baseIfEvRK5FrameIT_EPKS1_ibE4sums
	.local	_ZZL9site_baseIfEvRK5FrameIT_EPKS1_ibE4sums
	.comm	_ZZL9site_baseIfEvRK5FrameIT_EPKS1_ibE4sums,1024,16
	.type	_ZZL6tablesIdEvRK5FrameIT_EE6ranges,@object # @_ZZL6tablesIdEvRK5FrameIT_EE6ranges
	.local	_ZZL6tablesIdEvRK5FrameIT_EE6ranges
	.comm	_ZZL6tablesIdEvRK5FrameIT_EE6ranges,2000,16
	.type	_ZZL6tablesIdEvRK5FrameIT_EE3far,@object # @_ZZL6tablesIdEvRK5FrameIT_EE3far
	.local	_ZZL6tablesIdEvRK5FrameIT_EE3far
	.comm	_ZZL6tablesIdEvRK5FrameIT_EE3far,1,4
	.type	_ZZL9site_baseIdEvRK5FrameIT_EPKS1_ibE4sums,@object # @_ZZL9site_baseIdEvRK5FrameIT_EPKS1_ibE4sums
	.local	_ZZL9site_baseIdEvRK5FrameIT_EPKS1_ibE4sums
	.comm	_ZZL9site_baseIdEvRK5FrameIT_EPKS1_ibE4sums,2048,16
	.type	_ZL12shared_bytes,@object       # @_ZL12shared_bytes
	.local	_ZL12shared_bytes
	.comm	_ZL12shared_bytes,49152,16
	.type	_ZZL9block_sumdE4sums,@object   # @_ZZL9block_sumdE4sums
	.local	_ZZL9block_sumdE4sums
	.comm	_ZZL9block_sumdE4sums,8192,16
	.type	_ZZL4sortIfEvRK5FrameIT_EE6counts,@object # @_ZZL4sortIfEvRK5FrameIT_EE6counts
	.local	_ZZL4sortIfEvRK5FrameIT_EE6counts
	.comm	_ZZL4sortIfEvRK5FrameIT_EE6counts,1028,16
	.type	_ZZL4sortIdEvRK5FrameIT_EE6counts,@object # @_ZZL4sortIdEvRK5FrameIT_EE6counts
	.local	_ZZL4sortIdEvRK5FrameIT_EE6counts
	.comm	_ZZL4sortIdEvRK5FrameIT_EE6counts,1028,16
	.type	_ZZL17couplings_reverseIfEvRK5FrameIT_EE4rows,@object # @_ZZL17couplings_reverseIfEvRK5FrameIT_EE4rows
	.local	_ZZL17couplings_reverseIfEvRK5FrameIT_EE4rows
	.comm	_ZZL17couplings_reverseIfEvRK5FrameIT_EE4rows,32896,16
	.type	_ZZL17couplings_reverseIdEvRK5FrameIT_EE4rows,@object # @_ZZL17couplings_reverseIdEvRK5FrameIT_EE4rows
	.local	_ZZL17couplings_reverseIdEvRK5FrameIT_EE4rows
	.comm	_ZZL17couplings_reverseIdEvRK5FrameIT_EE4rows,33024,16
