/** Milliseconds without a key or a click that count as a pause. */
const REST = 300
/** Nobody works on for ever: after this long (ms) the work is done between two keys. */
const LATEST = 2000

/** Knows when the person pauses, so that what nobody waits for is not done while they type. */
export interface Lull {
  /** Runs `work` in the next pause, once. Returns the function that calls it off. */
  readonly next: (work: () => void) => () => void
}

type Target = Pick<EventTarget, 'addEventListener'>

/** `now` in milliseconds. Keys and clicks are heard before anything else answers them. */
export function createLull(target: Target, now: () => number): Lull {
  let lastInput = -Infinity
  const heard = (): void => void (lastInput = now())
  target.addEventListener('keydown', heard, { capture: true })
  target.addEventListener('pointerdown', heard, { capture: true })
  return {
    next: (work) => {
      const asked = now()
      let timer: ReturnType<typeof setTimeout>
      const wait = (): void => {
        const rest = Math.min(lastInput + REST, asked + LATEST) - now()
        if (rest <= 0) work()
        else timer = setTimeout(wait, rest)
      }
      timer = setTimeout(wait, REST)
      return () => clearTimeout(timer)
    },
  }
}
