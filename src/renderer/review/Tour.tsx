import type { ReactElement } from 'react'
import { useEffect, useMemo } from 'react'
import { useCommandList } from '../app/command.ts'
import { useStore } from '../app/store.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { focusPost } from './elementIds.ts'
import { nextStep, TOUR } from './tourSteps.ts'
import type { TourStep } from './tourSteps.ts'
import styles from './Tour.module.css'

/** Five steps for someone who is here for the first time, under the post and in nobody's way. */
export function Tour(): ReactElement | null {
  const { settings } = useWorkbench()
  const at = useStore(settings, ({ tourStep }) => tourStep)
  const step = at === null ? undefined : TOUR[at]
  return at === null || step === undefined ? null : <Step at={at} step={step} />
}

function Step({ at, step }: { readonly at: number; readonly step: TourStep }): ReactElement {
  const { commands, settings, announcement } = useWorkbench()
  const keyOf = useKeyOf()
  const isLast = nextStep(at) === null
  const end = useMemo(
    () => ({
      id: 'review.endTour',
      title: 'End the tour',
      group: 'Look',
      keys: ['Escape'],
      enabled: () => true,
      run: () => {
        settings.set((current) => ({ ...current, tourStep: null }))
        // The button that had the focus is gone.
        focusPost()
      },
    }),
    [settings],
  )
  useCommandList(
    commands,
    useMemo(() => [end], [end]),
  )

  useEffect(() => {
    // The first step is there before anybody asked: it is not read out over the post.
    if (step !== TOUR[0]) announcement.set(`${step.title}. ${step.words}`)
  }, [step, announcement])

  return (
    <section className={styles.tour} aria-label="Tour">
      <div className={styles.words}>
        <h2>
          {step.title}{' '}
          <span className={styles.place}>
            {at + 1} of {TOUR.length}
          </span>
        </h2>
        <p>{step.words}</p>
        <ul className={styles.keys}>
          {step.commands.map(([id, word]) => (
            <li key={id}>
              <Kbd keys={keyOf(id)} /> {word}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.actions}>
        <Button variant="quiet" keys={keyOf(end.id)} onClick={end.run}>
          {isLast ? 'Close' : 'Skip the tour'}
        </Button>
        {isLast ? null : (
          <Button
            keys={keyOf('review.tour')}
            onClick={() => settings.set((current) => ({ ...current, tourStep: nextStep(at) }))}
          >
            Next step
          </Button>
        )}
      </div>
    </section>
  )
}
