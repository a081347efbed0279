import { IconHelp } from '@tabler/icons-react'
import { InfoPopover } from '../../ui/info-popover'
import { language } from './language'

/** What formulas may be made of, to be looked up beside the field they are written in. */
export function LanguageHelp() {
  return (
    <InfoPopover
      icon={<IconHelp size={16} />}
      label="Help on formulas"
      hint="What formulas are made of"
      size={24}
      width={400}
      className="language"
    >
      {language.map(({ title, words }) => (
        <section key={title}>
          <h3>{title}</h3>
          <ul>
            {words.map(({ form, meaning, atKink }) => (
              <li key={form}>
                <code>{form}</code>
                {meaning === undefined ? null : <span>{meaning}</span>}
                {atKink === undefined ? null : <em>{atKink}</em>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        Where a formula is not differentiable, <em>the derivative taken</em> is said here; the probe tells such places.
        Where a value is undefined, as the root or logarithm of a negative number, the surface has a hole.
      </p>
    </InfoPopover>
  )
}
