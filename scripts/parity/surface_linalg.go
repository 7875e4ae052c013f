package main

import (
	"math"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/linalg"
)

// linalgExpressions are those of torch/linalg.
var linalgExpressions = []expression{
	{"torch.linalg.cholesky(a[0])", "spd 3 4 4", func(a []*torch.Tensor) any { return linalg.Cholesky(a[0]) }},
	{"torch.linalg.cholesky(a[0], upper=True)", "spd 4 4 t", func(a []*torch.Tensor) any { return linalg.Cholesky(a[0], linalg.Upper(true)) }},
	{"torch.linalg.cholesky(a[0])", "float32 0 0", func(a []*torch.Tensor) any { return linalg.Cholesky(a[0]) }},
	{"torch.linalg.cholesky_ex(a[0], upper=True)", "float64 2 3 3", func(a []*torch.Tensor) any { return list(linalg.CholeskyEx(a[0], linalg.Upper(true))) }},
	{"torch.cholesky_inverse(torch.linalg.cholesky(a[0]))", "spd 2 3 3", func(a []*torch.Tensor) any { return linalg.CholeskyInverse(linalg.Cholesky(a[0])) }},
	{"torch.cholesky_inverse(a[0], upper=True)", "spd 3 3", func(a []*torch.Tensor) any { return linalg.CholeskyInverse(a[0], linalg.Upper(true)) }},
	{"torch.cholesky_solve(a[0], a[1])", "float64 2 4 3; spd 4 4", func(a []*torch.Tensor) any { return linalg.CholeskySolve(a[0], a[1]) }},
	{"torch.cholesky_solve(a[0], a[1], True)", "float64 4 1; spd 4 4", func(a []*torch.Tensor) any { return linalg.CholeskySolve(a[0], a[1], linalg.Upper(true)) }},

	{"torch.linalg.lu(a[0])", "float32 2 4 3", func(a []*torch.Tensor) any { return list(linalg.LU(a[0])) }},
	{"torch.linalg.lu(a[0])", "complex64 3 4 t", func(a []*torch.Tensor) any { return list(linalg.LU(a[0])) }},
	{"torch.linalg.lu_factor(a[0])", "float64 3 4 4", func(a []*torch.Tensor) any { return list(linalg.LUFactor(a[0])) }},
	{"torch.lu(a[0])", "float64 3 4 4", func(a []*torch.Tensor) any { return list(linalg.LUFactor(a[0])) }},
	{"torch.lu(a[0], get_infos=True)", "float32 4 4", func(a []*torch.Tensor) any { return list(linalg.LUFactorEx(a[0])) }},
	{"torch.linalg.lu_factor_ex(a[0] * 0, check_errors=False)", "float64 2 3 3", func(a []*torch.Tensor) any {
		return list(linalg.LUFactorEx(a[0].Mul(0), linalg.CheckErrors(false)))
	}},
	{"torch.linalg.lu_solve(*torch.linalg.lu_factor(a[0]), a[1])", "float64 4 4; float64 2 4 3", func(a []*torch.Tensor) any {
		lu, pivots := linalg.LUFactor(a[0])
		return linalg.LUSolve(lu, pivots, a[1])
	}},
	{"torch.linalg.lu_solve(*torch.linalg.lu_factor(a[0]), a[1], left=False, adjoint=True)", "complex64 4 4; complex64 3 4", func(a []*torch.Tensor) any {
		lu, pivots := linalg.LUFactor(a[0])
		return linalg.LUSolve(lu, pivots, a[1], linalg.Left(false), linalg.Adjoint(true))
	}},
	{"torch.lu_solve(a[1], *torch.linalg.lu_factor(a[0]))", "float32 4 4; float32 4 3", func(a []*torch.Tensor) any {
		lu, pivots := linalg.LUFactor(a[0])
		return linalg.LUSolve(lu, pivots, a[1])
	}},
	{"torch.lu_unpack(*torch.linalg.lu_factor(a[0]))", "float32 2 5 4", func(a []*torch.Tensor) any { return list(linalg.LUUnpack(linalg.LUFactor(a[0]))) }},
	{"torch.lu_unpack(*torch.linalg.lu_factor(a[0]), unpack_data=False)", "float32 4 4", func(a []*torch.Tensor) any {
		lu, pivots := linalg.LUFactor(a[0])
		return list(linalg.LUUnpack(lu, pivots, linalg.UnpackData(false)))
	}},
	{"torch.lu_unpack(*torch.linalg.lu_factor(a[0]), unpack_pivots=False)", "float32 4 4", func(a []*torch.Tensor) any {
		lu, pivots := linalg.LUFactor(a[0])
		return list(linalg.LUUnpack(lu, pivots, linalg.UnpackPivots(false)))
	}},

	{"torch.linalg.ldl_factor(a[0])", "float64 2 4 4", func(a []*torch.Tensor) any { return list(linalg.LDLFactor(a[0])) }},
	{"torch.linalg.ldl_factor_ex(a[0], hermitian=True)", "complex64 3 3", func(a []*torch.Tensor) any { return list(linalg.LDLFactorEx(a[0], linalg.Hermitian(true))) }},
	{"torch.linalg.ldl_solve(*torch.linalg.ldl_factor(a[0]), a[1])", "float64 4 4; float64 4 2", func(a []*torch.Tensor) any {
		ld, pivots := linalg.LDLFactor(a[0])
		return linalg.LDLSolve(ld, pivots, a[1])
	}},
	{"torch.linalg.ldl_solve(*torch.linalg.ldl_factor(a[0], hermitian=True), a[1], hermitian=True)", "complex128 3 3; complex128 3 2", func(a []*torch.Tensor) any {
		ld, pivots := linalg.LDLFactor(a[0], linalg.Hermitian(true))
		return linalg.LDLSolve(ld, pivots, a[1], linalg.Hermitian(true))
	}},

	{"torch.linalg.qr(a[0])", "float32 2 5 3", func(a []*torch.Tensor) any { return list(linalg.QR(a[0])) }},
	{"torch.linalg.qr(a[0], 'complete')", "float32 5 3 t", func(a []*torch.Tensor) any { return list(linalg.QR(a[0], linalg.QRComplete)) }},
	{"torch.linalg.qr(a[0], mode='r')", "complex128 3 5", func(a []*torch.Tensor) any { return list(linalg.QR(a[0], linalg.QROnlyR)) }},
	{"torch.geqrf(a[0])", "float64 4 3", func(a []*torch.Tensor) any { return list(linalg.Geqrf(a[0])) }},
	{"torch.linalg.householder_product(*torch.geqrf(a[0]))", "float64 2 4 3", func(a []*torch.Tensor) any { return linalg.HouseholderProduct(linalg.Geqrf(a[0])) }},
	{"torch.orgqr(*torch.geqrf(a[0]))", "complex64 4 3", func(a []*torch.Tensor) any { return linalg.HouseholderProduct(linalg.Geqrf(a[0])) }},
	{"torch.ormqr(*torch.geqrf(a[0]), a[1])", "float64 4 3; float64 4 2", func(a []*torch.Tensor) any {
		reflectors, tau := linalg.Geqrf(a[0])
		return linalg.Ormqr(reflectors, tau, a[1])
	}},
	{"torch.ormqr(*torch.geqrf(a[0]), a[1], left=False, transpose=True)", "float64 4 3; float64 2 4", func(a []*torch.Tensor) any {
		reflectors, tau := linalg.Geqrf(a[0])
		return linalg.Ormqr(reflectors, tau, a[1], linalg.Left(false), linalg.Transpose(true))
	}},
	{"torch.linalg.polar(a[0]) if hasattr(torch.linalg, 'polar') else 'none'", "float64 2 4 3", func(a []*torch.Tensor) any {
		return whereThere(func() any { return list(linalg.Polar(a[0])) })
	}},

	{"torch.linalg.svd(a[0])", "float64 2 4 3", func(a []*torch.Tensor) any { return list(linalg.SVD(a[0])) }},
	{"torch.linalg.svd(a[0], full_matrices=False)", "complex64 3 5 t", func(a []*torch.Tensor) any { return list(linalg.SVD(a[0], linalg.FullMatrices(false))) }},
	{"torch.svd(a[0])", "complex64 4 3", func(a []*torch.Tensor) any {
		u, s, vh := linalg.SVD(a[0], linalg.FullMatrices(false))
		return list(u, s, vh.MH())
	}},
	{"torch.linalg.svdvals(a[0])", "float32 2 4 3", func(a []*torch.Tensor) any { return linalg.SVDVals(a[0]) }},

	{"torch.svd_lowrank(a[0])", "float32 2 8 7", func(a []*torch.Tensor) any { return list(linalg.SVDLowrank(a[0])) }},
	{"torch.svd_lowrank(a[0], q=2, niter=3, M=a[1])", "complex64 4 9; complex64 4 1", func(a []*torch.Tensor) any {
		return list(linalg.SVDLowrank(a[0], linalg.Q(2), linalg.NIter(3), linalg.M(a[1])))
	}},
	{"torch.svd_lowrank(a[0].to_sparse(), q=3)", "float64 5 8", func(a []*torch.Tensor) any { return list(linalg.SVDLowrank(a[0].ToSparse(), linalg.Q(3))) }},
	{"torch.pca_lowrank(a[0])", "float64 9 4 t", func(a []*torch.Tensor) any { return list(linalg.PCALowrank(a[0])) }},
	{"torch.pca_lowrank(a[0], q=2, center=False, niter=0)", "float32 2 3 7", func(a []*torch.Tensor) any {
		return list(linalg.PCALowrank(a[0], linalg.Q(2), linalg.SubtractMean(false), linalg.NIter(0)))
	}},
	{"torch.pca_lowrank(a[0].to_sparse(), q=2)", "float64 7 5", func(a []*torch.Tensor) any { return list(linalg.PCALowrank(a[0].ToSparse(), linalg.Q(2))) }},

	{"torch.lobpcg(a[0])", "spd 9 9", func(a []*torch.Tensor) any { return list(linalg.LOBPCG(a[0])) }},
	{"torch.lobpcg(a[0], k=2, largest=False)", "spd 12 12", func(a []*torch.Tensor) any {
		return list(linalg.LOBPCG(a[0], linalg.K(2), torch.Largest(false)))
	}},
	{"torch.lobpcg(a[0], 2, B=a[1], niter=7)", "spd 2 10 10; spd 2 10 10", func(a []*torch.Tensor) any {
		return list(linalg.LOBPCG(a[0], linalg.K(2), linalg.B(a[1]), linalg.NIter(7)))
	}},
	{"torch.lobpcg(a[0], X=a[1], iK=a[2], method='basic', tol=1e-3) + (a[1],)", "spd 12 12; float64 12 2; spd 12 12", func(a []*torch.Tensor) any {
		e, x := linalg.LOBPCG(a[0], linalg.X(a[1]), linalg.IK(a[2]), linalg.Method("basic"), linalg.Tol(1e-3))
		return list(e, x, a[1])
	}},
	{"torch.lobpcg(a[0], k=1, n=3, niter=30, ortho_iparams={'ortho_i_max': 2}, ortho_fparams={'ortho_tol_drop': 1e-4}, ortho_bparams={'ortho_use_drop': True})", "spd 12 12", func(a []*torch.Tensor) any {
		return list(linalg.LOBPCG(a[0], linalg.K(1), linalg.N(3), linalg.NIter(30), linalg.OrthoParams{IMax: 2, TolDrop: 1e-4, UseDrop: true}))
	}},
	{"torch.lobpcg(a[0], tol=1e-2)", "spd 9 9", func(a []*torch.Tensor) any { return list(linalg.LOBPCG(a[0], linalg.Tol(1e-2))) }},
	{"torch.lobpcg(a[0].float().to_sparse(), k=2)", "spd 8 8", func(a []*torch.Tensor) any {
		return list(linalg.LOBPCG(a[0].Float().ToSparse(), linalg.K(2)))
	}},
	{"(lambda e: torch.autograd.grad(e[0].sum() + e[1].abs().sum(), a[0]))(torch.lobpcg(a[0].requires_grad_(), k=2))[0]", "spd 9 9", func(a []*torch.Tensor) any {
		return lobpcgGradient(a[0], linalg.K(2))
	}},
	{"(lambda e: torch.autograd.grad(e[0].sum() + e[1].abs().sum(), a[0]))(torch.lobpcg(a[0].requires_grad_(), k=3, largest=False))[0]", "spd 2 9 9", func(a []*torch.Tensor) any {
		return lobpcgGradient(a[0], linalg.K(3), torch.Largest(false))
	}},

	{"torch.linalg.eig(a[0])", "float64 2 4 4", func(a []*torch.Tensor) any { return list(linalg.Eig(a[0])) }},
	{"torch.linalg.eigvals(a[0])", "complex64 4 4", func(a []*torch.Tensor) any { return linalg.Eigvals(a[0]) }},
	{"torch.linalg.eigh(a[0])", "spd 2 4 4", func(a []*torch.Tensor) any { return list(linalg.Eigh(a[0])) }},
	{"torch.linalg.eigh(a[0], UPLO='U')", "complex64 4 4", func(a []*torch.Tensor) any { return list(linalg.Eigh(a[0], linalg.Upper(true))) }},
	{"torch.linalg.eigvalsh(a[0], 'U')", "float32 4 4 t", func(a []*torch.Tensor) any { return linalg.Eigvalsh(a[0], linalg.Upper(true)) }},

	{"torch.linalg.solve(a[0], a[1])", "float32 3 4 4; float32 4 2", func(a []*torch.Tensor) any { return linalg.Solve(a[0], a[1]) }},
	{"torch.linalg.solve(a[0], a[1])", "float32 3 4 4; float32 3 4", func(a []*torch.Tensor) any { return linalg.Solve(a[0], a[1]) }},
	{"torch.linalg.solve(a[0], a[1], left=False)", "complex64 4 4 t; complex64 2 4", func(a []*torch.Tensor) any { return linalg.Solve(a[0], a[1], linalg.Left(false)) }},
	{"torch.linalg.solve_ex(a[0], a[1])", "float64 4 4; float64 4 2", func(a []*torch.Tensor) any { return list(linalg.SolveEx(a[0], a[1])) }},
	{"torch.linalg.solve_ex(a[0], a[1], left=False, check_errors=True)", "float64 4 4; float64 2 4", func(a []*torch.Tensor) any {
		return list(linalg.SolveEx(a[0], a[1], linalg.Left(false), linalg.CheckErrors(true)))
	}},
	{"torch.linalg.solve_triangular(a[0], a[1], upper=True)", "float32 4 4; float32 4 2", func(a []*torch.Tensor) any { return linalg.SolveTriangular(a[0], a[1], true) }},
	{"torch.linalg.solve_triangular(a[0], a[1], upper=False, left=False, unitriangular=True)", "float64 2 4 4 t; float64 3 4", func(a []*torch.Tensor) any {
		return linalg.SolveTriangular(a[0], a[1], false, linalg.Left(false), linalg.Unitriangular(true))
	}},
	{"torch.triangular_solve(a[0], a[1])[0]", "float64 4 2; float64 4 4", func(a []*torch.Tensor) any { return linalg.SolveTriangular(a[1], a[0], true) }},
	{"torch.linalg.tensorsolve(a[0], a[1])", "float64 6 4 2 3 4; float64 6 4", func(a []*torch.Tensor) any { return linalg.TensorSolve(a[0], a[1]) }},
	{"torch.linalg.tensorsolve(a[0], a[1], dims=(0, 2))", "float64 6 4 4 3 2; float64 4 3 2", func(a []*torch.Tensor) any { return linalg.TensorSolve(a[0], a[1], torch.Dim(0, 2)) }},
	{"torch.linalg.lstsq(a[0], a[1]).rank", "float64 2 5 3; float64 2 5 2", func(a []*torch.Tensor) any { return linalg.Lstsq(a[0], a[1]).Rank }},
	{"torch.linalg.lstsq(a[0], a[1], driver='gels')", "float64 2 5 3; float64 2 5 2", func(a []*torch.Tensor) any {
		return lstsq(linalg.Lstsq(a[0], a[1], linalg.Driver("gels")))
	}},
	{"torch.linalg.lstsq(a[0], a[1], rcond=0.5, driver='gelsd')", "float64 5 3; float64 5 2", func(a []*torch.Tensor) any {
		return lstsq(linalg.Lstsq(a[0], a[1], linalg.RCond(0.5), linalg.Driver("gelsd")))
	}},

	{"torch.linalg.inv(a[0])", "float32 3 4 4", func(a []*torch.Tensor) any { return linalg.Inv(a[0]) }},
	{"torch.inverse(a[0])", "complex64 4 4 t", func(a []*torch.Tensor) any { return linalg.Inv(a[0]) }},
	{"torch.linalg.inv_ex(a[0] * 0)", "float64 2 3 3", func(a []*torch.Tensor) any { return list(linalg.InvEx(a[0].Mul(0))) }},
	{"torch.linalg.pinv(a[0])", "float64 2 4 3", func(a []*torch.Tensor) any { return linalg.Pinv(a[0]) }},
	{"torch.linalg.pinv(a[0], atol=0.5, rtol=0.1, hermitian=True)", "spd 4 4", func(a []*torch.Tensor) any {
		return linalg.Pinv(a[0], linalg.ATol(0.5), linalg.RTol(0.1), linalg.Hermitian(true))
	}},
	{"torch.linalg.pinv(a[0], rtol=a[1].double())", "float64 2 4 3; unit 2", func(a []*torch.Tensor) any { return linalg.Pinv(a[0], linalg.RTol(a[1].Double())) }},
	{"torch.pinverse(a[0])", "float64 4 3", func(a []*torch.Tensor) any { return linalg.Pinv(a[0], linalg.RTol(1e-15)) }},
	{"torch.linalg.tensorinv(a[0])", "float64 4 6 8 3", func(a []*torch.Tensor) any { return linalg.TensorInv(a[0]) }},
	{"torch.linalg.tensorinv(a[0], ind=1)", "float64 6 2 3", func(a []*torch.Tensor) any { return linalg.TensorInv(a[0], 1) }},
	{"torch.linalg.matrix_rank(a[0])", "float64 2 4 3", func(a []*torch.Tensor) any { return linalg.MatrixRank(a[0]) }},
	{"torch.linalg.matrix_rank(a[0], atol=1.5, hermitian=True)", "spd 2 4 4", func(a []*torch.Tensor) any {
		return linalg.MatrixRank(a[0], linalg.ATol(1.5), linalg.Hermitian(true))
	}},
	{"torch.linalg.matrix_rank(a[0], atol=a[1], rtol=a[1])", "float32 2 4 3; unit 2", func(a []*torch.Tensor) any {
		return linalg.MatrixRank(a[0], linalg.ATol(a[1]), linalg.RTol(a[1]))
	}},

	{"torch.linalg.det(a[0])", "float64 3 4 4", func(a []*torch.Tensor) any { return linalg.Det(a[0]) }},
	{"torch.linalg.det(a[0])", "float32 0 0", func(a []*torch.Tensor) any { return linalg.Det(a[0]) }},
	{"torch.linalg.slogdet(a[0])", "complex64 2 3 3", func(a []*torch.Tensor) any { return list(linalg.Slogdet(a[0])) }},
	{"torch.logdet(a[0])", "spd 3 4 4", func(a []*torch.Tensor) any { return linalg.Logdet(a[0]) }},

	{"torch.linalg.matrix_power(a[0], 5)", "float32 2 3 3", func(a []*torch.Tensor) any { return linalg.MatrixPower(a[0], 5) }},
	{"torch.linalg.matrix_power(a[0], -2)", "float64 3 3 t", func(a []*torch.Tensor) any { return linalg.MatrixPower(a[0], -2) }},
	{"torch.matrix_power(a[0], 0)", "int64 2 3 3", func(a []*torch.Tensor) any { return linalg.MatrixPower(a[0], 0) }},
	{"torch.linalg.matrix_exp(a[0])", "float64 2 3 3", func(a []*torch.Tensor) any { return linalg.MatrixExp(a[0]) }},
	{"torch.linalg.matrix_sqrth(a[0]) if hasattr(torch.linalg, 'matrix_sqrth') else 'none'", "spd 2 3 3", func(a []*torch.Tensor) any {
		return whereThere(func() any { return linalg.MatrixSqrth(a[0]) })
	}},
	{"torch.linalg.vander(a[0])", "int64 2 3", func(a []*torch.Tensor) any { return linalg.Vander(a[0]) }},
	{"torch.linalg.vander(a[0], N=5)", "float32 3", func(a []*torch.Tensor) any { return linalg.Vander(a[0], 5) }},

	{"torch.linalg.multi_dot(a)", "float32 3 4; float32 4 2; float32 2 5", func(a []*torch.Tensor) any { return linalg.MultiDot(a...) }},
	{"torch.linalg.multi_dot(a)", "float64 4; float64 4 2; float64 2", func(a []*torch.Tensor) any { return linalg.MultiDot(a...) }},
	{"torch.chain_matmul(*a)", "float32 3 4; float32 4 2; float32 2 5", func(a []*torch.Tensor) any { return linalg.MultiDot(a...) }},
	{"torch.linalg.cross(a[0], a[1])", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any { return linalg.Cross(a[0], a[1]) }},
	{"torch.cross(a[0], a[1], dim=0)", "int64 3 2; int64 3 2", func(a []*torch.Tensor) any { return linalg.Cross(a[0], a[1], torch.Dim(0)) }},
	{"torch.linalg.vecdot(a[0], a[1])", "complex64 2 3; complex64 3", func(a []*torch.Tensor) any { return linalg.VecDot(a[0], a[1]) }},
	{"torch.linalg.vecdot(a[0], a[1], dim=0)", "float32 2 3; float32 2 3", func(a []*torch.Tensor) any { return linalg.VecDot(a[0], a[1], torch.Dim(0)) }},
	{"torch.linalg.matmul(a[0], a[1])", "float32 2 3 4; float32 4", func(a []*torch.Tensor) any { return a[0].MatMul(a[1]) }},
	{"torch.linalg.diagonal(a[0], offset=1)", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].Diagonal(1, -2, -1) }},

	{"torch.linalg.norm(a[0])", "float32 2 3 4", func(a []*torch.Tensor) any { return linalg.Norm(a[0]) }},
	{"torch.linalg.norm(a[0], 1)", "float64 3 4", func(a []*torch.Tensor) any { return linalg.Norm(a[0], torch.P(1)) }},
	{"torch.linalg.norm(a[0], 'nuc', dim=(0, 2), keepdim=True)", "float64 2 3 4", func(a []*torch.Tensor) any {
		return linalg.Norm(a[0], torch.P("nuc"), torch.Dim(0, 2), torch.KeepDim(true))
	}},
	{"torch.linalg.norm(a[0], dim=1, dtype=torch.float64)", "float32 2 3 4", func(a []*torch.Tensor) any {
		return linalg.Norm(a[0], torch.Dim(1), torch.Float64)
	}},
	{"torch.linalg.vector_norm(a[0])", "complex64 2 3 4", func(a []*torch.Tensor) any { return linalg.VectorNorm(a[0]) }},
	{"torch.linalg.vector_norm(a[0], 3.5, (0, 2), True)", "float32 2 3 4", func(a []*torch.Tensor) any {
		return linalg.VectorNorm(a[0], torch.P(3.5), torch.Dim(0, 2), torch.KeepDim(true))
	}},
	{"torch.linalg.vector_norm(a[0], -float('inf'), 1)", "float32 2 3 t", func(a []*torch.Tensor) any {
		return linalg.VectorNorm(a[0], torch.P(math.Inf(-1)), torch.Dim(1))
	}},
	{"torch.linalg.vector_norm(a[0], dim=(), dtype=torch.float64)", "float32 2 3", func(a []*torch.Tensor) any {
		return linalg.VectorNorm(a[0], torch.Dim(), torch.Float64)
	}},
	{"torch.linalg.matrix_norm(a[0])", "float32 2 3 4", func(a []*torch.Tensor) any { return linalg.MatrixNorm(a[0]) }},
	{"torch.linalg.matrix_norm(a[0], 2, dim=(0, 1))", "float64 2 3 4", func(a []*torch.Tensor) any {
		return linalg.MatrixNorm(a[0], torch.P(2), torch.Dim(0, 1))
	}},
	{"torch.linalg.matrix_norm(a[0], -float('inf'), keepdim=True, dtype=torch.float64)", "float32 2 3 4", func(a []*torch.Tensor) any {
		return linalg.MatrixNorm(a[0], torch.P(math.Inf(-1)), torch.KeepDim(true), torch.Float64)
	}},
	{"torch.frobenius_norm(a[0], (0, 1), True)", "float32 2 3 4", func(a []*torch.Tensor) any {
		return a[0].Norm(torch.P("fro"), torch.Dim(0, 1), torch.KeepDim(true))
	}},
	{"torch.nuclear_norm(a[0])", "float64 3 4", func(a []*torch.Tensor) any { return a[0].Norm(torch.P("nuc")) }},
	{"torch.linalg.cond(a[0])", "float64 2 4 3", func(a []*torch.Tensor) any { return linalg.Cond(a[0]) }},
	{"torch.linalg.cond(a[0], 1)", "float64 2 3 3", func(a []*torch.Tensor) any { return linalg.Cond(a[0], torch.P(1)) }},
	{"torch.linalg.cond(a[0], 'fro')", "float64 3 3", func(a []*torch.Tensor) any { return linalg.Cond(a[0], torch.P("fro")) }},
}

func lobpcgGradient(a *torch.Tensor, options ...linalg.LOBPCGOption) *torch.Tensor {
	e, x := linalg.LOBPCG(a.SetRequiresGrad(true), options...)
	return torch.Grad(list(e.Sum().Add(x.Abs().Sum())), list(a))[0]
}

func lstsq(r linalg.LstsqResult) []*torch.Tensor {
	return list(r.Solution, r.Residuals, r.Rank, r.SingularValues)
}

// whereThere is f's value, or "none" where the libtorch at hand has no such operator.
func whereThere(f func() any) (value any) {
	err := torch.Try(func() error { value = f(); return nil })
	if err != nil {
		if !strings.Contains(err.Error(), "has no operator") {
			panic(err)
		}
		return "none"
	}
	return value
}

// matrixExpressions are the methods of torch.Tensor on matrices and vectors.
var matrixExpressions = []expression{
	{"a[0].addmm(a[1], a[2], beta=2, alpha=0.5)", "float32 4; float32 3 2; float32 2 4", func(a []*torch.Tensor) any {
		return a[0].AddMM(a[1], a[2], torch.Beta(2), torch.Alpha(0.5))
	}},
	{"a[0].addmm_(a[1], a[2])", "float32 3 4 t; float32 3 2; float32 2 4", func(a []*torch.Tensor) any { return a[0].AddMM_(a[1], a[2]) }},
	{"a[0].baddbmm(a[1], a[2], alpha=3)", "float32 4; float32 2 3 5; float32 2 5 4", func(a []*torch.Tensor) any {
		return a[0].BAddBMM(a[1], a[2], torch.Alpha(3))
	}},
	{"a[0].baddbmm_(a[1], a[2])", "float32 2 3 4; float32 2 3 5; float32 2 5 4", func(a []*torch.Tensor) any { return a[0].BAddBMM_(a[1], a[2]) }},
	{"a[0].addbmm(a[1], a[2], beta=0)", "float32 3 4; float32 2 3 5; float32 2 5 4", func(a []*torch.Tensor) any {
		return a[0].AddBMM(a[1], a[2], torch.Beta(0))
	}},
	{"a[0].addbmm_(a[1], a[2], alpha=2)", "float32 3 4; float32 2 3 5; float32 2 5 4", func(a []*torch.Tensor) any {
		return a[0].AddBMM_(a[1], a[2], torch.Alpha(2))
	}},
	{"a[0].addmv(a[1], a[2], beta=2)", "float64 3; float64 3 4; float64 4", func(a []*torch.Tensor) any { return a[0].AddMV(a[1], a[2], torch.Beta(2)) }},
	{"a[0].addmv_(a[1], a[2])", "float64 3; float64 3 4 t; float64 4", func(a []*torch.Tensor) any { return a[0].AddMV_(a[1], a[2]) }},
	{"a[0].addr(a[1], a[2], alpha=2)", "int64; int64 3; int64 4", func(a []*torch.Tensor) any { return a[0].Addr(a[1], a[2], torch.Alpha(2)) }},
	{"a[0].addr_(a[1], a[2], beta=3)", "float32 3 4; float32 3; float32 4", func(a []*torch.Tensor) any { return a[0].Addr_(a[1], a[2], torch.Beta(3)) }},
	{"a[0].mm(a[1])", "complex64 3 2; complex64 2 4 t", func(a []*torch.Tensor) any { return a[0].MM(a[1]) }},
	{"a[0].bmm(a[1])", "float32 2 0 3; float32 2 3 4", func(a []*torch.Tensor) any { return a[0].BMM(a[1]) }},
	{"a[0].mv(a[1])", "float32 3 4; float32 4", func(a []*torch.Tensor) any { return a[0].MV(a[1]) }},
	{"a[0].dot(a[1])", "float32 5; float32 5", func(a []*torch.Tensor) any { return a[0].Dot(a[1]) }},
	{"a[0].vdot(a[1])", "complex64 5; complex64 5", func(a []*torch.Tensor) any { return a[0].VDot(a[1]) }},
	{"a[0].inner(a[1])", "float32 2 5; float32 3 5", func(a []*torch.Tensor) any { return a[0].Inner(a[1]) }},
	{"a[0].outer(a[1])", "float32 2; float32 3", func(a []*torch.Tensor) any { return a[0].Outer(a[1]) }},
	{"a[0].ger(a[1])", "float32 2; float32 3", func(a []*torch.Tensor) any { return a[0].Outer(a[1]) }},
	{"a[0] @ a[1]", "float32 2 1 3 4; float32 5 4 2", func(a []*torch.Tensor) any { return a[0].MatMul(a[1]) }},
	{"torch.einsum('bij,jk->bik', a[0], a[1])", "float32 2 3 4; float32 4 5", func(a []*torch.Tensor) any { return torch.Einsum("bij,jk->bik", a...) }},
	{"torch.tensordot(a[0], a[1])", "float32 2 3 4; float32 3 4 5", func(a []*torch.Tensor) any { return a[0].TensordotN(a[1], 2) }},
	{"torch.tensordot(a[0], a[1], dims=0)", "float32 2; float32 3", func(a []*torch.Tensor) any { return a[0].TensordotN(a[1], 0) }},
	{"torch.tensordot(a[0], a[1], dims=([0, 1], [1, 0]))", "float32 2 3 4; float32 3 2", func(a []*torch.Tensor) any {
		return a[0].Tensordot(a[1], []int{0, 1}, []int{1, 0})
	}},
	{"torch.kron(a[0], a[1])", "float32 2 3; float32 3", func(a []*torch.Tensor) any { return a[0].Kron(a[1]) }},
	{"torch.block_diag(*a)", "float32 2 3; float32 3; float32", func(a []*torch.Tensor) any { return torch.BlockDiag(a...) }},
	{"torch.vander(a[0])", "float32 3", func(a []*torch.Tensor) any { return a[0].Vander(3, false) }},
	{"torch.vander(a[0], N=4, increasing=True)", "int64 3", func(a []*torch.Tensor) any { return a[0].Vander(4, true) }},

	{"torch.dist(a[0], a[1])", "float32 2 3; float32 3", func(a []*torch.Tensor) any { return a[0].Dist(a[1]) }},
	{"a[0].dist(a[1], float('inf'))", "float32 2 3 t; float32 2 3", func(a []*torch.Tensor) any { return a[0].Dist(a[1], torch.P(math.Inf(1))) }},
	{"torch.cdist(a[0], a[1])", "float32 2 3 4; float32 5 4", func(a []*torch.Tensor) any { return a[0].Cdist(a[1]) }},
	{"torch.cdist(a[0], a[1], p=1)", "float64 3 4; float64 5 4", func(a []*torch.Tensor) any { return a[0].Cdist(a[1], torch.P(1)) }},
	{"torch.cdist(a[0], a[1], compute_mode='use_mm_for_euclid_dist')", "float32 3 4; float32 5 4", func(a []*torch.Tensor) any { return a[0].Cdist(a[1], torch.AlwaysMM) }},
	{"torch.cdist(a[0], a[1], compute_mode='donot_use_mm_for_euclid_dist')", "float32 30 4; float32 5 4", func(a []*torch.Tensor) any { return a[0].Cdist(a[1], torch.NeverMM) }},
	{"torch.pdist(a[0])", "float32 4 3", func(a []*torch.Tensor) any { return a[0].Pdist() }},
	{"torch.pdist(a[0], 1)", "float64 4 3 t", func(a []*torch.Tensor) any { return a[0].Pdist(torch.P(1)) }},
	{"torch.renorm(a[0], 2, 0, 1)", "float32 3 4", func(a []*torch.Tensor) any { return a[0].Renorm(2, 0, 1) }},
	{"a[0].renorm_(1.5, -1, 0.5)", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].Renorm_(1.5, -1, 0.5) }},
	{"torch.norm_except_dim(a[0], 2, 1)", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].NormExceptDim(2, 1) }},
	{"torch.norm_except_dim(a[0], 2, -1)", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].NormExceptDim(2, -1) }},
	{"a[0].norm()", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].Norm() }},
	{"a[0].norm(None)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].Norm(torch.P(nil)) }},
	{"a[0].to_sparse().norm()", "float32 4 5", func(a []*torch.Tensor) any { return a[0].ToSparse().Norm() }},
	{"a[0].to_sparse().norm(3)", "float64 4 5", func(a []*torch.Tensor) any { return a[0].ToSparse().Norm(torch.P(3)) }},
	{"a[0].norm(3, (0, 2), True)", "complex64 2 3 4", func(a []*torch.Tensor) any { return a[0].Norm(torch.P(3), torch.Dim(0, 2), torch.KeepDim(true)) }},
	{"torch.norm(a[0], dim=1, dtype=torch.float64)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].Norm(torch.Dim(1), torch.Float64) }},
}
