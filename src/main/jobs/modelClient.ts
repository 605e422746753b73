import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { SpanExplanation } from '../../shared/domain/explanation.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { ChildExit, ChildProcess, Processes } from './childProcess.ts'
import type {
  Device,
  ModelInfo,
  ModelInput,
  ModelPrecision,
  ModelReply,
  ModelRequest,
  TokenRange,
} from './modelProtocol.ts'

/** The model process ended before it answered: nothing is known about the answer, and it may be asked again. */
export class ModelStopped extends Error {
  readonly exit: ChildExit

  constructor(exit: ChildExit) {
    super(`The model process stopped (${exit.signal ?? `status ${exit.code ?? 'unknown'}`}).`)
    this.name = 'ModelStopped'
    this.exit = exit
  }
}

export interface ModelState {
  readonly model: string | null
  readonly device: string | null
  readonly note: string
}

/** The model as the core sees it: a process that is started when needed and started again when it fell over. */
export interface ModelClient {
  /** The model that the process holds now; null: none, or it is being loaded. */
  readonly info: ModelInfo | null
  /** Nothing happens when this model is already loaded on this device. @throws ModelStopped, WorkbenchError `model`. */
  load(pack: string, device: Device, precision?: ModelPrecision): Promise<ModelInfo>
  /** Spans of each input, in order. @throws ModelStopped, WorkbenchError `model`. */
  tag(inputs: readonly ModelInput[]): Promise<readonly (readonly ScoredSpan[])[]>
  /** Why the loaded model reads these tokens of one post as it does. @throws ModelStopped, WorkbenchError `model`. */
  explain(input: ModelInput, span: TokenRange): Promise<SpanExplanation>
  close(): void
}

interface Waiting {
  readonly resolve: (reply: ModelReply) => void
  readonly reject: (error: Error) => void
}

export function createModelClient(processes: Processes, onState: (state: ModelState) => void): ModelClient {
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let loaded: { pack: string; device: Device; precision: ModelPrecision; info: ModelInfo } | null = null
  let closed = false
  let nextId = 1

  function start(): ChildProcess {
    const started = processes.spawn('modelProcess')
    started.onMessage((message) => {
      const reply = message as ModelReply
      const caller = waiting.get(reply.id)
      waiting.delete(reply.id)
      caller?.resolve(reply)
    })
    started.onExit((exit) => {
      child = null
      loaded = null
      const stopped = new ModelStopped(exit)
      const callers = [...waiting.values()]
      waiting.clear()
      for (const caller of callers) caller.reject(stopped)
      if (!closed) onState({ model: null, device: null, note: stopped.message })
    })
    return started
  }

  /** Only `load` starts the process: what was loaded is gone with the process that held it. */
  async function ask(request: ModelRequest): Promise<ModelReply> {
    const target = child
    if (target === null) throw new ModelStopped({ code: null, signal: null })
    const reply = await new Promise<ModelReply>((resolve, reject) => {
      waiting.set(request.id, { resolve, reject })
      target.send(request)
    })
    if (reply.type === 'failed') throw new WorkbenchError(reply.kind, reply.message)
    return reply
  }

  return {
    get info() {
      return loaded?.info ?? null
    },
    load: async (pack, device, precision = 'auto') => {
      if (loaded?.pack === pack && loaded.device === device && loaded.precision === precision)
        return loaded.info
      if (closed) throw new WorkbenchError('cancelled', 'The model is not asked any more.')
      loaded = null
      child ??= start()
      onState({ model: null, device: null, note: 'Loading the model' })
      const reply = await ask({ type: 'load', id: nextId++, pack, device, precision })
      if (reply.type !== 'loaded')
        throw new WorkbenchError('model', 'The model process answered out of turn.')
      loaded = { pack, device, precision, info: reply.info }
      onState({ model: reply.info.name, device: reply.info.device, note: reply.info.note })
      return reply.info
    },
    tag: async (inputs) => {
      const reply = await ask({ type: 'tag', id: nextId++, inputs })
      if (reply.type !== 'tagged' || reply.spans.length !== inputs.length) {
        throw new WorkbenchError('model', 'The model process answered out of turn.')
      }
      return reply.spans
    },
    explain: async (input, span) => {
      const reply = await ask({ type: 'explain', id: nextId++, input, span })
      if (reply.type !== 'explained')
        throw new WorkbenchError('model', 'The model process answered out of turn.')
      return reply.explanation
    },
    close: () => {
      closed = true
      child?.kill()
    },
  }
}
