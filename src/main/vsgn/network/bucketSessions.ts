import { OrtSession } from '../../onnx/ortSession.ts'
import type { OrtSessionOptions } from '../../onnx/ortSession.ts'
import type { Bucket } from './inputs.ts'

/** A graph with the session that runs it. */
export interface BucketSession<Built> {
  readonly graph: Built
  readonly session: OrtSession
}

/**
 * One session a bucket, made when the bucket is first met. Beyond `limit` sessions the one used longest ago is
 * closed, so odd sizes do not pile up memory.
 */
export class BucketSessions<Built extends { readonly model: Uint8Array }> {
  readonly #build: (bucket: Bucket) => Built
  readonly #options: OrtSessionOptions | ((graph: Built) => OrtSessionOptions)
  readonly #limit: number
  /** In order of last use. */
  readonly #sessions = new Map<string, Promise<BucketSession<Built>>>()

  constructor(
    build: (bucket: Bucket) => Built,
    options: OrtSessionOptions | ((graph: Built) => OrtSessionOptions),
    limit = 16,
  ) {
    this.#build = build
    this.#options = options
    this.#limit = limit
  }

  async get(bucket: Bucket): Promise<BucketSession<Built>> {
    const { batch, words, pieces, captionWords, captionPieces, pictures } = bucket
    const key = `${batch},${words},${pieces},${captionWords},${captionPieces},${pictures}`
    const opening = this.#sessions.get(key) ?? this.#open(bucket)
    this.#sessions.delete(key)
    this.#sessions.set(key, opening)
    try {
      const opened = await opening
      if (this.#sessions.size > this.#limit) await this.#closeOldest()
      return opened
    } catch (error) {
      this.#sessions.delete(key)
      throw error
    }
  }

  async dispose(): Promise<void> {
    const opened = [...this.#sessions.values()]
    this.#sessions.clear()
    for (const opening of opened) await (await opening).session.dispose()
  }

  async #closeOldest(): Promise<void> {
    const [oldest] = this.#sessions.entries()
    if (oldest === undefined) return
    this.#sessions.delete(oldest[0])
    await (await oldest[1]).session.dispose()
  }

  async #open(bucket: Bucket): Promise<BucketSession<Built>> {
    const graph = this.#build(bucket)
    const options = typeof this.#options === 'function' ? this.#options(graph) : this.#options
    return { graph, session: await OrtSession.create(graph.model, options) }
  }
}
