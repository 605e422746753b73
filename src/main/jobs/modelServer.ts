import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ParentPort } from './childProcess.ts'
import type { LoadedModel, LoadModel, ModelReply, ModelRequest } from './modelProtocol.ts'

/** The loop of the model process: requests are answered one after the other, in order. */
export function serveModel(port: ParentPort, load: LoadModel): void {
  let model: LoadedModel | null = null
  let queue = Promise.resolve()

  async function answer(request: ModelRequest): Promise<ModelReply> {
    const { id } = request
    if (request.type === 'load') {
      await model?.dispose()
      model = null
      model = await load(request.pack, request.device, request.precision)
      return { type: 'loaded', id, info: model.info }
    }
    if (model === null) throw new WorkbenchError('model', 'No model is loaded.')
    if (request.type === 'explain')
      return { type: 'explained', id, explanation: await model.explain(request.input, request.span) }
    return { type: 'tagged', id, spans: await model.tag(request.inputs) }
  }

  port.onMessage((message) => {
    const request = message as ModelRequest
    queue = queue
      .then(() => answer(request))
      .catch((error: unknown): ModelReply => failure(request.id, error))
      .then((reply) => {
        port.send(reply)
      })
  })
}

function failure(id: number, error: unknown): ModelReply {
  if (error instanceof WorkbenchError) return { type: 'failed', id, kind: error.kind, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { type: 'failed', id, kind: 'model', message: `The model could not run: ${reason}` }
}
