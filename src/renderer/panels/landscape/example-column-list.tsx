import type { ExampleColumn, ExampleColumns } from '../../../core/objectives/example-columns'
import { formatNumber } from '../../ui/format'

/** The columns that a formula is a mean over: what an example has of each, and where that is from. */
export function ExampleColumnList({ columns }: { readonly columns: ExampleColumns }) {
  return (
    <dl className="example-columns" aria-label="Columns of the examples">
      {Object.entries(columns).map(([name, column]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{columnText(column)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** `32 numbers, −1 to 2`. */
function columnText(column: ExampleColumn): string {
  if (!('kind' in column)) {
    const [least, most] = column.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    )
    return `${column.length} numbers, ${formatNumber(least, 3)} to ${formatNumber(most, 3)}`
  }
  switch (column.kind) {
    case 'normal':
      return `${column.count} drawn, ${formatNumber(column.mean, 3)} ± ${formatNumber(column.deviation, 3)} normal`
    case 'uniform':
      return `${column.count} drawn, ${formatNumber(column.min, 3)} to ${formatNumber(column.max, 3)} uniform`
  }
}
