/** What SciPy pickles: sparse matrices, splines, trees, distributions. */

import type { Group } from '../policy.ts';

export const SCIPY: readonly Group[] = [
  {
    level: 'built',
    why: 'is a matrix, a curve, a tree or a distribution',
    names: {
      'scipy.interpolate._bary_rational': 'AAA FloaterHormannInterpolator _BarycentricRational',
      'scipy.interpolate._bsplines': 'BSpline',
      'scipy.interpolate._cubic': 'Akima1DInterpolator CubicHermiteSpline CubicSpline PchipInterpolator',
      'scipy.interpolate._fitpack2':
        'BivariateSpline InterpolatedUnivariateSpline LSQBivariateSpline LSQSphereBivariateSpline LSQUnivariateSpline RectBivariateSpline RectSphereBivariateSpline SmoothBivariateSpline SmoothSphereBivariateSpline SphereBivariateSpline UnivariateSpline _BivariateSplineBase _DerivedBivariateSpline',
      'scipy.interpolate._fitpack_repro': 'Bunch F Fperiodic',
      'scipy.interpolate._interpnd': 'CloughTocher2DInterpolator LinearNDInterpolator NDInterpolatorBase',
      'scipy.interpolate._interpolate': 'BPoly NdPPoly PPoly _PPolyBase interp1d interp2d',
      'scipy.interpolate._ndbspline': 'NdBSpline',
      'scipy.interpolate._ndgriddata': 'NearestNDInterpolator',
      'scipy.interpolate._polyint':
        'BarycentricInterpolator KroghInterpolator _Interpolator1D _Interpolator1DWithDerivatives',
      'scipy.interpolate._rbf': 'Rbf',
      'scipy.interpolate._rbfinterp': 'RBFInterpolator',
      'scipy.interpolate._rgi': 'RegularGridInterpolator',
      'scipy.interpolate.interpnd': 'CloughTocher2DInterpolator LinearNDInterpolator NDInterpolatorBase',
      'scipy.sparse._arrays': '_sparray bsr_array coo_array csc_array csr_array dia_array dok_array lil_array',
      'scipy.sparse._base': 'sparray spmatrix',
      'scipy.sparse._bsr': 'bsr_array bsr_matrix',
      'scipy.sparse._compressed': '_cs_matrix',
      'scipy.sparse._coo': 'coo_array coo_matrix',
      'scipy.sparse._csc': 'csc_array csc_matrix',
      'scipy.sparse._csr': 'csr_array csr_matrix',
      'scipy.sparse._data': '_data_matrix',
      'scipy.sparse._dia': 'dia_array dia_matrix',
      'scipy.sparse._dok': 'dok_array dok_matrix',
      'scipy.sparse._lil': 'lil_array lil_matrix',
      'scipy.sparse._matrix': 'spmatrix',
      'scipy.spatial._ckdtree': 'cKDTree cKDTreeNode coo_entries ordered_pairs',
      'scipy.spatial._kdtree': 'KDTree Rectangle',
      'scipy.spatial.transform._rotation': 'Rotation Slerp',
      'scipy.stats._continuous_distns':
        'alpha_gen anglit_gen arcsine_gen argus_gen beta_gen betaprime_gen bradford_gen burr12_gen burr_gen cauchy_gen chi2_gen chi_gen cosine_gen crystalball_gen dgamma_gen dpareto_lognorm_gen dweibull_gen erlang_gen expon_gen exponnorm_gen exponpow_gen exponweib_gen f_gen fatiguelife_gen fisk_gen foldcauchy_gen foldnorm_gen gamma_gen gausshyper_gen genexpon_gen genextreme_gen gengamma_gen genhalflogistic_gen genhyperbolic_gen geninvgauss_gen genlogistic_gen gennorm_gen genpareto_gen gibrat_gen gilbrat_gen gompertz_gen gumbel_l_gen gumbel_r_gen halfcauchy_gen halfgennorm_gen halflogistic_gen halfnorm_gen hypsecant_gen invgamma_gen invgauss_gen invweibull_gen irwinhall_gen jf_skew_t_gen johnsonsb_gen johnsonsu_gen kappa3_gen kappa4_gen ksone_gen kstwo_gen kstwobign_gen landau_gen laplace_asymmetric_gen laplace_gen levy_gen levy_l_gen loggamma_gen logistic_gen loglaplace_gen lognorm_gen lomax_gen maxwell_gen mielke_gen moyal_gen nakagami_gen ncf_gen nct_gen ncx2_gen norm_gen norminvgauss_gen pareto_gen pearson3_gen powerlaw_gen powerlognorm_gen powernorm_gen rayleigh_gen rdist_gen recipinvgauss_gen reciprocal_gen rel_breitwigner_gen rice_gen rv_histogram semicircular_gen skew_norm_gen skewcauchy_gen skewnorm_gen studentized_range_gen t_gen trapezoid_gen triang_gen truncexpon_gen truncnorm_gen truncpareto_gen truncweibull_min_gen tukeylambda_gen uniform_gen vonmises_gen wald_gen weibull_max_gen weibull_min_gen wrapcauchy_gen',
      'scipy.stats._discrete_distns':
        '_nchypergeom_gen _pb_cls bernoulli_gen betabinom_gen betanbinom_gen binom_gen boltzmann_gen dlaplace_gen geom_gen hypergeom_gen logser_gen nbinom_gen nchypergeom_fisher_gen nchypergeom_wallenius_gen nhypergeom_gen planck_gen poisson_binom_gen poisson_binomial_frozen poisson_gen randint_gen skellam_gen yulesimon_gen zipf_gen zipfian_gen',
      'scipy.stats._distn_infrastructure':
        '_ShapeInfo rv_continuous rv_continuous_frozen rv_discrete rv_discrete_frozen rv_frozen rv_generic rv_sample',
      'scipy.stats._kde': 'gaussian_kde',
      'scipy.stats._levy_stable': 'levy_stable_frozen levy_stable_gen',
      'scipy.stats._multivariate':
        '_PSD dirichlet_frozen dirichlet_gen dirichlet_multinomial_frozen dirichlet_multinomial_gen invwishart_frozen invwishart_gen matrix_normal_frozen matrix_normal_gen matrix_t_frozen matrix_t_gen multi_rv_frozen multi_rv_generic multinomial_frozen multinomial_gen multivariate_hypergeom_frozen multivariate_hypergeom_gen multivariate_normal_frozen multivariate_normal_gen multivariate_t_frozen multivariate_t_gen normal_inverse_gamma_frozen normal_inverse_gamma_gen ortho_group_frozen ortho_group_gen random_correlation_frozen random_correlation_gen random_table_frozen random_table_gen special_ortho_group_frozen special_ortho_group_gen uniform_direction_frozen uniform_direction_gen unitary_group_frozen unitary_group_gen vonmises_fisher_frozen vonmises_fisher_gen wishart_frozen wishart_gen',
      'scipy.sparse.bsr': 'bsr_matrix',
      'scipy.sparse.coo': 'coo_matrix',
      'scipy.sparse.csc': 'csc_matrix',
      'scipy.sparse.csr': 'csr_matrix',
      'scipy.sparse.dia': 'dia_matrix',
      'scipy.sparse.dok': 'dok_matrix',
      'scipy.sparse.lil': 'lil_matrix',
      'scipy.interpolate.interpolate': 'interp1d interp2d',
      'scipy.interpolate.fitpack2': 'UnivariateSpline InterpolatedUnivariateSpline LSQUnivariateSpline',
      'scipy.spatial.ckdtree': 'cKDTree cKDTreeNode',
      'scipy.spatial.kdtree': 'KDTree',
    },
  },
];
