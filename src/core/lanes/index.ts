/**
 * The elementary functions a second time: the same operations in the same order, described for one lane or two of
 * WebAssembly. Docstrings, bounds and sources stand with their referees, the functions of the folder above.
 */
export { erf } from './error-function'
export { exp, expm1 } from './exponential'
export { log, log10, log1p, log2 } from './logarithm'
export { pow } from './power'
export { cbrt, hypot } from './roots'
export { cos, sin, tan } from './trigonometric'
export { sinc, sincSlope } from './sinc'
export { acos, asin, atan, atan2 } from './inverse-trigonometric'
export { cosh, sigmoid, sinh, tanh } from './hyperbolic'
export { acosh, asinh, atanh } from './inverse-hyperbolic'
export { normalDistribution } from './normal-distribution'
export { softplus } from './softplus'
export { type Plain } from './plain'
