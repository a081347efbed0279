import { createHash } from 'node:crypto'

/**
 * The page of the tour, docs/tour.md, of what `basin list scenarios --json` and `basin scenario ID --json` say: pure,
 * so that a test can tell whether the page is current.
 */
export function tourPage(scenarios, reports) {
  const claims = reports.flatMap((report) => report.steps.flatMap((step) => step.claims))
  const seconds = claims.reduce((sum, claim) => sum + claim.seconds, 0)
  return [
    '# The tour, and what it claims',
    '',
    '<!-- Written by `npm run scenarios`; `test/scenarios/report.test.ts` holds it to the scenarios. -->',
    '',
    `${scenarios.length} scenarios, ${claims.length} claims, ${claims.filter(({ holds }) => holds).length} of which hold. Every number below was measured by`,
    '`npm run scenarios`; what rests on chance was tried with as many seeds as the table says, and holds in so many of them. A',
    'margin is how far a number is on the right side of its threshold, as a share of it; the time is that of a computer with two cores,',
    `${Math.round(seconds)} s for all.`,
    '',
    ...scenarios.flatMap((scenario) =>
      section(
        scenario,
        reports.find(({ id }) => id === scenario.id),
      ),
    ),
  ].join('\n')
}

function section({ id, label, title, section: place, summary, steps }, report) {
  return [
    `## ${label} ${title}`,
    '',
    `![${title}](../resources/tour/${id}.webp)`,
    '',
    `Section ${place}. ${summary} \`basin scenario ${id}\``,
    '',
    ...steps.flatMap((step, i) => stepLines(step, report?.steps[i])),
  ]
}

function stepLines({ title, story, note, question, claims }, measured) {
  return [
    `### ${title}`,
    '',
    story,
    '',
    ...(note === undefined ? [] : [`> ${note}`, '']),
    ...(question === undefined
      ? []
      : [`**Predict first.** ${question.ask} ${answerText(question, measured?.question)}`, '']),
    ...(claims.length === 0 ? [] : claimTable(claims, measured?.claims ?? [])),
  ]
}

function answerText({ choices }, measured) {
  const right = choices[measured?.answer]
  return right === undefined ? '' : `_${choices.join(' / ')}?_ **${right}.** ${measured.tell}`
}

function claimTable(claims, measured) {
  const rows = claims.map(({ id }) => claimRow(measured.find((claim) => claim.id.endsWith(`.${id}`))))
  return ['| claim | measured, threshold, margin | seeds | time |', '| --- | --- | --- | --- |', ...rows, '']
}

function claimRow(claim) {
  if (claim === undefined) return '| not measured | | | |'
  const { id, text, holds, checks = [], seeds, seconds } = claim
  const cells = [
    `${holds ? '✓' : '✗'} **${id}** ${text}`,
    checks.map(checkText).join('<br>'),
    seeds === undefined ? '' : seedsText(seeds),
    `${seconds.toFixed(1)} s`,
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

const signs = { below: '<', above: '>', 'at most': '≤', 'at least': '≥', within: '≈' }

function checkText({ number, is, value, bound, tolerance, margin }) {
  const within = tolerance === undefined ? '' : ` ± ${short(tolerance)}`
  return `${spaced(number)} ${short(value)} ${signs[is]} ${short(bound)}${within} (${margin === null ? '—' : percent(margin)})`
}

function seedsText({ count, held, interval }) {
  if (interval === undefined) return `${count} together`
  return `${held} of ${count} (${interval.map((share) => Math.round(100 * share)).join(' to ')} %)`
}

function percent(margin) {
  return Math.abs(margin) >= 10 ? `${short(margin)}x` : `${short(100 * margin)} %`
}

/** The name of a number as the window writes it: `margin at end`. */
function spaced(name) {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function short(value) {
  if (value === null || value === undefined) return '—'
  const rounded = Number(value.toPrecision(4))
  return Math.abs(rounded) >= 1e6 ? rounded.toExponential().replace('+', '') : String(rounded)
}

/** What a scenario's picture shows, as a hash: another one wants a new picture. */
export function pictureKey({ steps: [first] }) {
  return createHash('sha256').update(JSON.stringify(first.scene)).digest('hex').slice(0, 16)
}
