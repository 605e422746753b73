import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import { ModelStopped } from '../jobs/modelClient.ts'
import type { ModelClient } from '../jobs/modelClient.ts'
import type { Device, ModelInfo, ModelInput, ModelPrecision } from '../jobs/modelProtocol.ts'

/** Spans of a post, or null: reading it alone stopped the model process three times. */
export type Reading = readonly ScoredSpan[] | null

/** A tagger that outlives its process and its device. */
export interface SteadyTagger {
  /** Of the model where it runs now. */
  readonly info: ModelInfo
  /** One reading for each input, in order. */
  read(inputs: readonly ModelInput[]): Promise<Reading[]>
}

const TRIES = 3

/**
 * Loads the model and gives a tagger that starts the model process again when it stops. A batch that was being read
 * is then read post by post, so that one bad post is found and the others are not lost with it. Whatever goes wrong on
 * another device than the CPU (it is lost, its memory is full, a shader fails), the same batch is read on the CPU, and
 * so is all that follows; `told` hears of it, once.
 *
 * @throws WorkbenchError `model`: the pack is refused, changed on disk, or cannot be loaded in three tries.
 */
export async function createSteadyTagger(
  model: ModelClient,
  pack: string,
  device: Device,
  told: (note: string) => void,
  precision: ModelPrecision = 'auto',
): Promise<SteadyTagger> {
  let runsOn = device
  let info = await load()

  async function load(): Promise<ModelInfo> {
    for (let tries = 1; ; tries++) {
      try {
        return await model.load(pack, runsOn, runsOn === device ? precision : 'auto')
      } catch (error) {
        if (!(error instanceof ModelStopped)) throw error
        if (tries < TRIES) continue
        const message = `The model process stopped ${TRIES} times while it loaded ${pack}. ${error.message} Check that there is enough memory, or choose another model.`
        throw new WorkbenchError('model', message)
      }
    }
  }

  async function reload(): Promise<void> {
    const { sha256 } = info
    info = await load()
    if (sha256 !== info.sha256) {
      throw new WorkbenchError('model', `The model in ${pack} was replaced while it was in use. Start again.`)
    }
  }

  /** Null: the process stopped; it is running again. */
  async function attempt(inputs: readonly ModelInput[]): Promise<readonly Reading[] | null> {
    try {
      return await model.tag(inputs)
    } catch (error) {
      if (info.device !== 'cpu') {
        await moveToCpu(error)
        return attempt(inputs)
      }
      if (!(error instanceof ModelStopped)) throw error
      await reload()
      return null
    }
  }

  async function moveToCpu(error: unknown): Promise<void> {
    const { device: failed } = info
    runsOn = 'cpu'
    await reload()
    told(`${failed} failed, so the rest is read on the CPU. ${(error as Error).message}`)
  }

  async function readAlone(input: ModelInput): Promise<Reading> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const readings = await attempt([input])
      if (readings !== null) return readings[0] ?? null
    }
    return null
  }

  return {
    get info() {
      return info
    },
    read: async (inputs) => {
      const together = await attempt(inputs)
      if (together !== null) return [...together]
      const readings: Reading[] = []
      for (const input of inputs) readings.push(await readAlone(input))
      return readings
    },
  }
}
