import type { Clock } from '../../system/clock.ts'

export interface ShownProgress {
  readonly title: string
  readonly done: number
  readonly total: number | null
  readonly unit: string
  readonly note: string
  readonly secondsLeft: number | null
}

export interface ShowProgress {
  show(progress: ShownProgress): void
  /** Takes the bar away, so that what follows stands on a clean line. */
  clear(): void
}

export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const BAR_EVERY_MS = 100
const LINE_EVERY_MS = 3000
const BAR_CELLS = 24

/** A bar that rewrites itself on a terminal; elsewhere a line every few seconds. */
export function createProgressLine(output: ProgressOutput, clock: Clock): ShowProgress {
  const terminal = output.isTTY === true
  const begun = clock.now()
  let shownAt = Number.NEGATIVE_INFINITY
  let shown = ''

  return {
    show: (progress) => {
      // A log begins with how much there is to do, if that becomes known soon.
      const unknown = progress.total === null && shown === '' && clock.now() - begun < LINE_EVERY_MS
      if (!terminal && unknown) return
      const ended = progress.total !== null && progress.done >= progress.total
      if (clock.now() - shownAt < (terminal ? BAR_EVERY_MS : LINE_EVERY_MS) && !(terminal && ended)) return
      const text = terminal ? barText(progress, output.columns ?? 80) : lineText(progress)
      if (text === shown) return
      shownAt = clock.now()
      shown = text
      output.write(terminal ? `\r\u001b[2K${text}` : `${text}\n`)
    },
    clear: () => {
      if (terminal && shown !== '') output.write('\r\u001b[2K')
      shown = ''
    },
  }
}

function lineText({ title, done, total, unit, note, secondsLeft }: ShownProgress): string {
  const count = total === null ? `${done}` : `${done} of ${total}`
  // a stage that counts nothing has no unit
  const counted = unit === '' ? title : `${title}: ${count} ${unit}`
  const parts = [counted, timeLeft(secondsLeft), note]
  return parts.filter((part) => part !== '').join(', ')
}

function barText(progress: ShownProgress, columns: number): string {
  const { done, total } = progress
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total)
  const filled = Math.round(share * BAR_CELLS)
  const bar = total === null ? '' : `[${'█'.repeat(filled)}${'·'.repeat(BAR_CELLS - filled)}] `
  return `${bar}${lineText(progress)}`.slice(0, Math.max(1, columns - 1))
}

function timeLeft(seconds: number | null): string {
  if (seconds === null || seconds === 0) return ''
  if (seconds < 60) return `${seconds} s left`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}
