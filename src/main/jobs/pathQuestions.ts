import type { ChildExit, ChildName, ChildProcess, ParentPort, Processes } from './childProcess.ts'

/** A file to look at; its answer carries the same number. */
interface PathQuestion {
  readonly id: number
  readonly path: string
}

interface PathAnswer<A> {
  readonly id: number
  readonly answer: A
}

/** Asks a child process about files, one at a time: a crafted file must not stop the program. */
export interface PathQuestioner<A> {
  /** Never rejects: a file that takes too long or stops the process has an answer that says so. */
  readonly ask: (path: string) => Promise<A>
  /** Ends the process; what was asked and is not answered yet is answered with a failure at once. */
  readonly close: () => void
}

export interface QuestionLimits<A> {
  /** Longest answer, including the start of the process. */
  readonly limitMs: number
  /** The answer where there is none, from a sentence without its full stop. */
  readonly failed: (reason: string) => A
}

/** The process is started when it is needed, and started again after it fell over. */
export function createPathQuestioner<A>(
  processes: Processes,
  name: ChildName,
  { limitMs, failed }: QuestionLimits<A>,
): PathQuestioner<A> {
  let child: ChildProcess | null = null
  let resolve: (answer: A) => void = () => undefined
  let asked = 0
  let queue: Promise<unknown> = Promise.resolve()
  let closed = false
  const ended = (): A => failed('the program ends')

  function start(): ChildProcess {
    const started = processes.spawn(name)
    started.onMessage((message) => {
      const { id, answer } = message as PathAnswer<A>
      if (id === asked) resolve(answer)
    })
    started.onExit(({ code, signal }: ChildExit) => {
      if (child !== started) return
      child = null
      resolve(failed(`reading it stopped the decoder (${signal ?? `status ${code ?? 'unknown'}`})`))
    })
    return started
  }

  async function askNow(path: string): Promise<A> {
    if (closed) return ended()
    const target = (child ??= start())
    const answer = new Promise<A>((resolved) => (resolve = resolved))
    const timer = setTimeout(() => {
      child = null
      target.kill()
      resolve(failed(`reading it took longer than ${limitMs / 1000} seconds`))
    }, limitMs)
    target.send({ id: ++asked, path } satisfies PathQuestion)
    try {
      return await answer
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    ask: (path) => {
      const answer = queue.then(() => askNow(path))
      queue = answer
      return answer
    },
    close: () => {
      closed = true
      const target = child
      child = null
      target?.kill()
      resolve(ended())
    },
  }
}

/** The loop of such a process. What cannot be read is an answer; only a crash is a failure. */
export function answerPaths<A>(
  port: ParentPort,
  look: (path: string) => Promise<A>,
  failed: (reason: string) => A,
): void {
  port.onMessage((message) => {
    const { id, path } = message as PathQuestion
    void look(path)
      .catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)))
      .then((answer) => {
        port.send({ id, answer } satisfies PathAnswer<A>)
      })
  })
}
