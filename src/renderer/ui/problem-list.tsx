import type { Problem } from '../../core/problem'

/** More than this is told by its number. */
const mostProblems = 4

/** What is wrong with a text, each with its remedy. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const more = problems.length - mostProblems
  return (
    <ul className="problems">
      {problems.slice(0, mostProblems).map(({ message, remedy, span }, index) => (
        <li key={index}>
          <strong>{message}</strong>
          {span === undefined ? null : <span className="place"> at character {span[0] + 1}</span>}
          <div>{remedy}</div>
        </li>
      ))}
      {more > 0 ? <li>and {more} more</li> : null}
    </ul>
  )
}
