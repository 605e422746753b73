import type { CSSProperties, PointerEvent, ReactElement, ReactNode, WheelEvent } from 'react'
import { useRef, useState } from 'react'
import type { PostPicture } from '../../shared/domain/post.ts'
import { Button } from './Button.tsx'
import { ZoomIcon } from './icons.tsx'
import { PictureBadge } from './PictureBadge.tsx'
import { pictureUrl } from './pictureUrl.ts'
import { FIT, zoomAt } from './zoom.ts'
import type { View } from './zoom.ts'
import styles from './PictureStage.module.css'

interface PictureStageProps {
  readonly picture: PostPicture
  readonly hash: string
  readonly zoomed: boolean
  readonly onZoom: (zoomed: boolean) => void
  /** The binding that does the same as the button. */
  readonly zoomKeys: string | undefined
  /** Drawn over the picture, in shares of its width and height; moves and grows with it. */
  readonly children?: ReactNode
}

/** The key's zoom shows the picture this many times as large as it fits. */
const KEY_ZOOM = 2.5

/** The picture, as large as it fits, with what is drawn over it; wheel and drag look closer. */
export function PictureStage(props: PictureStageProps): ReactElement {
  const { picture, hash, zoomed, onZoom, zoomKeys, children } = props
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>(FIT)
  const [failed, setFailed] = useState(false)
  const shown = zoomed ? (view.scale > 1 ? view : { ...FIT, scale: KEY_ZOOM }) : FIT

  const wheel = (event: WheelEvent): void => {
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined) return
    const pointer = {
      x: event.clientX - box.left - box.width / 2,
      y: event.clientY - box.top - box.height / 2,
    }
    const next = zoomAt(shown, shown.scale * Math.exp(-event.deltaY / 400), pointer)
    setView(next)
    onZoom(next.scale > 1)
  }
  const drag = (event: PointerEvent): void => {
    if (event.buttons !== 1 || !zoomed) return
    setView({ ...shown, x: shown.x + event.movementX, y: shown.y + event.movementY })
  }

  if (failed) return <PictureBadge picture={{ ...picture, state: 'broken' }} />
  const place = {
    '--width': picture.width,
    '--height': picture.height,
    '--zoom': shown.scale,
    transform: `translate(${String(shown.x)}px, ${String(shown.y)}px) scale(${String(shown.scale)})`,
  } as CSSProperties
  return (
    <div
      ref={frame}
      className={styles.frame}
      data-zoomed={zoomed}
      onWheel={wheel}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onZoom(!zoomed)}
    >
      <div className={styles.stage} style={place}>
        <img
          className={styles.picture}
          src={pictureUrl(hash)}
          width={picture.width}
          height={picture.height}
          alt={`Picture of this post, ${picture.name}`}
          draggable={false}
          decoding="sync"
          onError={() => setFailed(true)}
        />
        {children}
      </div>
      <Button
        className={styles.zoom}
        aria-pressed={zoomed}
        aria-label={zoomed ? 'Show the whole picture' : 'Zoom in'}
        keys={zoomKeys}
        // The frame would take the pointer to itself, and the click with it.
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => {
          setView(FIT)
          onZoom(!zoomed)
        }}
      >
        <ZoomIcon />
      </Button>
    </div>
  )
}
