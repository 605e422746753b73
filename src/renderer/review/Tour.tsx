import type { ReactElement } from 'react'
import { useEffect } from 'react'
import { useStore } from '../app/store.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { TOUR } from './tourSteps.ts'
import styles from './Tour.module.css'

/** Five steps for someone who is here for the first time, under the post and in nobody's way. */
export function Tour(): ReactElement | null {
  const { settings, announcement } = useWorkbench()
  const at = useStore(settings, ({ tourStep }) => tourStep)
  const keyOf = useKeyOf()
  const step = at === null ? undefined : TOUR[at]
  const go = (next: number | null): void => settings.set((current) => ({ ...current, tourStep: next }))

  useEffect(() => {
    // The first step is there before anybody asked: it is not read out over the post.
    if (step !== undefined && step !== TOUR[0]) announcement.set(`${step.title}. ${step.words}`)
  }, [step, announcement])

  if (at === null || step === undefined) return null
  const isLast = at === TOUR.length - 1
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
        <Button variant="quiet" onClick={() => go(null)}>
          {isLast ? 'Close' : 'Skip the tour'}
        </Button>
        {isLast ? null : (
          <Button keys={keyOf('review.tour')} onClick={() => go(at + 1)}>
            Next step
          </Button>
        )}
      </div>
    </section>
  )
}
