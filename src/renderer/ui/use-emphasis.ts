import { useApp } from '../store/app'
import { emphasisedRacer } from '../store/session'
import { useSession } from '../store/use-stores'

/** What a racer's row needs so that its trace stands out wherever it is drawn: while hovered over, or once chosen. */
export function useEmphasis(id: string) {
  const { session } = useApp()
  const isChosen = useSession((state) => state.chosenRacer === id)
  return {
    isChosen,
    isEmphasised: useSession((state) => emphasisedRacer(state) === id),
    choose: (): void => session.setState({ chosenRacer: isChosen ? undefined : id }),
    hover: {
      onPointerEnter: (): void => session.setState({ hoveredRacer: id }),
      onPointerLeave: (): void => session.setState({ hoveredRacer: undefined }),
    },
  }
}
