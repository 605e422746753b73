import type { ChildProcess, Processes } from './childProcess.ts'
import type { PictureInspection, PictureReply, PictureRequest } from './pictureProtocol.ts'

/** Looks at pictures in a process of their own, one at a time: a crafted file must not stop the program. */
export interface PictureClient {
  /** Never rejects: a picture that takes too long or stops the process is `broken` and says why. */
  readonly inspect: (path: string) => Promise<PictureInspection>
  close(): void
}

/** Longest look at one picture, including the start of the process. */
const LIMIT_MS = 5000

export function createPictureClient(processes: Processes, limitMs: number = LIMIT_MS): PictureClient {
  let child: ChildProcess | null = null
  let answer: (inspection: PictureInspection) => void = () => undefined
  let asked = 0
  let queue: Promise<unknown> = Promise.resolve()

  function start(): ChildProcess {
    const started = processes.spawn('pictureProcess')
    started.onMessage((message) => {
      const { id, inspection } = message as PictureReply
      if (id === asked) answer(inspection)
    })
    started.onExit(({ code, signal }) => {
      if (child !== started) return
      child = null
      answer(broken(`reading it stopped the decoder (${signal ?? `status ${code ?? 'unknown'}`})`))
    })
    return started
  }

  async function ask(path: string): Promise<PictureInspection> {
    const target = (child ??= start())
    const inspection = new Promise<PictureInspection>((resolve) => (answer = resolve))
    const timer = setTimeout(() => {
      child = null
      target.kill()
      answer(broken(`reading it took longer than ${limitMs / 1000} seconds`))
    }, limitMs)
    target.send({ id: ++asked, path } satisfies PictureRequest)
    try {
      return await inspection
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    inspect: (path) => {
      const inspection = queue.then(() => ask(path))
      queue = inspection
      return inspection
    },
    close: () => {
      const target = child
      child = null
      target?.kill()
    },
  }
}

function broken(reason: string): PictureInspection {
  return { state: 'broken', reason }
}
