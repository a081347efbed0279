import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { DoctorSpec, Finding } from '../../../engine'
import { awaitsSlice, doctorSpec, surfaceLevels } from '../../../engine/scene-specs'
import { useFindingAction } from '../../jobs/use-finding-action'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { type AnswerOf, sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { useDerived, useScene } from '../../store/use-stores'
import { capitalised } from '../../ui/format'

/**
 * What is odd about the picture of the scene, with what can be done about it: looked for by the coarsest surface that
 * is drawn, once there is no finer one on its way. The paths of a race through more dimensions are looked at where a
 * person asks for it, as they are raced anew.
 */
export function Findings() {
  const { analyst } = useApp()
  const scene = useScene((whole) => whole)
  const { kind: status } = useDerived(({ surfaceStatus }) => surfaceStatus)
  const isDrawn = (status === 'idle' || status === 'held') && !awaitsSlice(scene)
  const [points] = surfaceLevels(scene)
  const question = JSON.stringify(doctorSpec(scene, points!, false))
  const [asked, setAsked] = useState<string>()
  if (isDrawn && asked !== question) setAsked(question)
  const ofPicture = useQuickAnswer('doctor', asked === undefined ? undefined : (JSON.parse(asked) as DoctorSpec))
  const ofPaths = useDerived(({ analysis }) => analysis.doctor)
  const raced = doctorSpec(scene, points!, true)
  const isRaced = sameQuestion(ofPaths.spec, raced)
  const { findings, unseen = [] } = (isRaced ? ofPaths.result : ofPicture) ?? {}
  if (findings === undefined) return null
  const hasPaths = (scene.landscape.dimension ?? 2) > 2 && scene.racers.length > 0
  return (
    <section className="findings" aria-label="What is odd about the picture">
      {findings.length === 0 ? (
        <p className="kink-note">
          {hasPaths && !isRaced
            ? 'Nothing odd was found in the surface itself; how paths lie on it is another question.'
            : `Nothing odd was found in the surface${hasPaths && unseen.length === 0 ? ', nor a path that leads far off it' : ''}.`}
        </p>
      ) : (
        <ul aria-label="Findings">
          {findings.map((finding) => (
            <FindingItem key={finding.id} finding={finding} isCurrent={isRaced || asked === question} />
          ))}
        </ul>
      )}
      {unseen.length > 0 ? (
        <p className="kink-note">Paths too large to be looked at: {unseen.join(', ')}. Record fewer steps.</p>
      ) : null}
      {hasPaths && !isRaced ? (
        <PathsQuestion
          status={ofPaths.status}
          onAsk={() => analyst.doctor.ask(raced)}
          onCancel={analyst.doctor.cancel}
        />
      ) : null}
    </section>
  )
}

function FindingItem({ finding, isCurrent }: { readonly finding: Finding; readonly isCurrent: boolean }) {
  const { title, severity, evidence, remedy, action } = finding
  const remedying = useFindingAction(action)
  const Icon = severity === 'warning' ? IconAlertTriangle : IconInfoCircle
  return (
    <li data-severity={severity}>
      <Icon size={14} role="img" aria-label={severity} />
      <div>
        <strong>{capitalised(title)}</strong>
        <p>{capitalised(evidence)}.</p>
        <p className="finding-remedy">{capitalised(remedy)}.</p>
        {remedying === undefined ? null : (
          <Button variant="default" size="compact-xs" disabled={!isCurrent} onClick={remedying.run}>
            {remedying.label}
          </Button>
        )}
      </div>
    </li>
  )
}

interface PathsQuestionProps {
  readonly status: AnswerOf<'doctor'>['status']
  readonly onAsk: () => void
  readonly onCancel: () => void
}

/** Asks for the paths of the race too. */
function PathsQuestion({ status, onAsk, onCancel }: PathsQuestionProps) {
  if (status.kind === 'busy') {
    return (
      <Button variant="default" size="compact-xs" onClick={onCancel}>
        Cancel, {Math.floor(100 * status.fraction)} % raced
      </Button>
    )
  }
  return (
    <>
      <Button variant="default" size="compact-xs" onClick={onAsk}>
        Look at the race’s paths too
      </Button>
      {status.kind === 'failed' ? <p role="alert">{status.error.message}</p> : null}
    </>
  )
}
