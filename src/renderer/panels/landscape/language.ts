/** One entry of the language of formulas. */
interface Word {
  /** How it is written, with what it takes: `atan2(y, x)`. */
  readonly form: string
  readonly meaning?: string
  /** What derivative is taken where there is none: at a corner, a jump or an infinite slope. */
  readonly atKink?: string
}

interface WordGroup {
  readonly title: string
  readonly words: readonly Word[]
}

const inverse = 'infinite slope at the ends'
const level = 'slope 0, at the jumps too'

/** The language of formulas as a person looks it up. A test holds it against the vocabulary of the compiler. */
export const language: readonly WordGroup[] = [
  {
    title: 'Writing',
    words: [
      { form: 'x, y', meaning: 'the coordinates; x1 to xn in more dimensions' },
      { form: 'a', meaning: 'any other name is a parameter with a slider' },
      { form: 'r = sqrt(x^2 + y^2)', meaning: 'a local definition, ended by its line or by ;' },
      { form: '2 x y', meaning: 'factors side by side are multiplied' },
      { form: 'pi, PI, π, tau, e', meaning: 'constants' },
    ],
  },
  {
    title: 'Operators',
    words: [
      { form: 'a + b, a - b, a * b, a / b, a^b' },
      { form: 'a .* b, a ./ b, a .^ b', meaning: 'the same: elementwise, and here every value is one number' },
      {
        form: 'mod(a, b), a mod b',
        meaning: 'the remainder, with the sign of b',
        atKink: 'slope 1 in a, at the jumps too',
      },
      { form: 'a < b, <=, >, >=, ==, !=', meaning: '1 where it holds, else 0; chains such as 0 < x < 1' },
      { form: 'and, or, xor, not' },
      { form: 'c ? a : b', meaning: 'a where c is not 0, else b', atKink: 'that of the branch taken' },
    ],
  },
  {
    title: 'Powers and roots',
    words: [
      { form: 'sqrt(a), cbrt(a)', atKink: 'infinite slope at 0' },
      { form: 'hypot(a, b, …)', meaning: 'the length √(a² + b² + …)', atKink: 'slope 0 at the tip' },
    ],
  },
  {
    title: 'Exponentials and logarithms',
    words: [
      { form: 'exp(a), expm1(a)', meaning: 'expm1 is e^a − 1, exact near 0' },
      { form: 'log(a), log(a, b), log2(a), log10(a)', meaning: 'natural, or to the base b; undefined below 0' },
      { form: 'log1p(a)', meaning: 'log(1 + a), exact near 0' },
    ],
  },
  {
    title: 'Angles',
    words: [
      { form: 'sin(a), cos(a), tan(a)' },
      { form: 'asin(a), acos(a), atan(a)', atKink: `asin, acos: ${inverse}` },
      {
        form: 'atan2(b, a)',
        meaning: 'the angle of the point (a, b)',
        atKink: 'smooth on either side of its cut; undefined at (0, 0)',
      },
      { form: 'sinh(a), cosh(a), tanh(a)' },
      { form: 'asinh(a), acosh(a), atanh(a)', atKink: 'acosh: infinite slope at 1' },
    ],
  },
  {
    title: 'Corners and jumps',
    words: [
      { form: 'abs(a)', atKink: 'slope 0 at 0, the mean of both sides' },
      { form: 'min(a, b, …), max(a, b, …)', atKink: 'the mean of both where they are equal' },
      { form: 'sign(a)', meaning: '−1, 0 or 1', atKink: level },
      { form: 'heaviside(a)', meaning: '0, ½ at 0, 1', atKink: level },
      { form: 'floor(a), ceil(a), round(a)', meaning: 'round takes halves away from 0', atKink: level },
    ],
  },
  {
    title: 'Activations',
    words: [
      { form: 'relu(a)', meaning: 'max(0, a)', atKink: 'slope ½ at 0, the mean of both sides' },
      {
        form: 'leakyRelu(a), leakyRelu(a, s)',
        meaning: 'slope s below 0; 0.01 unless given',
        atKink: 'slope (1 + s)/2 at 0',
      },
      { form: 'softplus(a), sigmoid(a)' },
      { form: 'gelu(a)', meaning: 'a Φ(a), exactly' },
      { form: 'erf(a)', meaning: 'the error function' },
      { form: 'sinc(a)', meaning: 'sin(a)/a' },
    ],
  },
  {
    title: 'Sums and products',
    words: [
      { form: 'sum(k, 1, 5, k x^k)', meaning: 'over whole numbers k from 1 to 5' },
      { form: 'prod(k, 1, 5, x - k)', meaning: 'their product' },
    ],
  },
]
