import type { CSSProperties, ReactElement, ReactNode } from 'react'
import { useSyncExternalStore } from 'react'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Splitter } from './Splitter.tsx'
import styles from './ReviewLayout.module.css'

interface ReviewLayoutProps {
  readonly queue: ReactNode
  readonly picture: ReactNode
  /** The post column. */
  readonly children: ReactNode
  /** Guidelines stand in the place of the queue: a text needs more width than a list. */
  readonly reading: boolean
  /** The queue, where the window is too narrow to show it always. */
  readonly drawer: boolean
}

/** Queue, post and picture side by side; in a narrow window the picture above the post and the queue in a drawer. */
export function ReviewLayout({ queue, picture, children, reading, drawer }: ReviewLayoutProps): ReactElement {
  const { settings } = useWorkbench()
  const { queueWidth, pictureWidth, postTextSize } = useStore(settings)
  const windowWidth = useSyncExternalStore(subscribeToResize, () => window.innerWidth)
  const wanted = queueWidth ?? clamp(250, windowWidth * 0.17, 320)
  const queuePixels = reading ? Math.max(READING_WIDTH, wanted) : wanted
  const picturePixels = pictureWidth ?? clamp(312, windowWidth * 0.3, 760)
  const widths = {
    '--queue': `${String(queuePixels)}px`,
    '--picture': `${String(picturePixels)}px`,
    ...(postTextSize === null ? {} : { '--post-size': `${String(postTextSize)}px` }),
  } as CSSProperties
  return (
    <div className={styles.layout} style={widths} data-drawer={drawer}>
      <div className={styles.queue}>{queue}</div>
      <Splitter
        label="Width of the queue"
        side="before"
        width={queuePixels}
        min={220}
        max={480}
        onResize={(width) => settings.set((current) => ({ ...current, queueWidth: width }))}
      />
      <div className={styles.post}>{children}</div>
      <Splitter
        label="Width of the picture"
        side="after"
        width={picturePixels}
        min={240}
        max={960}
        onResize={(width) => settings.set((current) => ({ ...current, pictureWidth: width }))}
      />
      <div className={styles.picture}>{picture}</div>
    </div>
  )
}

/** Pixels. */
const READING_WIDTH = 320

function clamp(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(most, wanted))
}

function subscribeToResize(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}
