import { resolve } from 'node:path'
import type { PredictionReport } from '../../../predict/predictPosts.ts'
import type { Command } from '../command.ts'
import { namedPositionals, openForWriting } from '../projectArgument.ts'

export const DEVICES = ['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml'] as const

export const predictCommand: Command = {
  name: 'predict',
  summary: 'pre-annotates posts; run again to go on after a stop',
  positionals: 'PROJECT',
  options: {
    model: { value: 'PACK', help: 'folder of a model pack, or bundled (default)' },
    which: { value: 'unreviewed|all', help: 'which posts (default unreviewed)' },
    device: { value: DEVICES.join('|'), help: 'where the model runs (default auto)' },
    limit: { value: 'N', help: 'at most N posts' },
  },
  example: 'vsgn predict news.vsgn --device cpu',
  run: async (args, { withCore }) => {
    const { PROJECT } = namedPositionals(args, ['PROJECT'])
    const pack = args.text('model') ?? 'bundled'
    const choice = {
      which: args.choice('which', ['unreviewed', 'all'], 'unreviewed'),
      device: args.choice('device', DEVICES, 'auto'),
      limit: args.integer('limit', 1),
    }
    const job = await withCore(async (core) => {
      await openForWriting(core, PROJECT)
      const model = pack === 'bundled' ? pack : core.token(resolve(pack))
      return core.finish(() => core.client.call('predict.start', { ...choice, model }))
    })
    const {
      tweets,
      spans,
      model,
      device,
      deviceFailure,
      tweetsPerSecond,
      already,
      setAside,
      typesLeftOut,
      pictures,
    } = job.result as unknown as PredictionReport
    return {
      document: job.result,
      report: [
        `${tweets} posts predicted by ${model.name} on ${device}, ${spans} spans, ${tweetsPerSecond} posts a second.`,
        ...(deviceFailure === null ? [] : [deviceFailure]),
        ...(already > 0 ? [`${already} posts had been predicted by this model before.`] : []),
        ...(typesLeftOut.length > 0
          ? [`Types the project does not have were left out: ${typesLeftOut.join(', ')}.`]
          : []),
        ...(pictures.failed > 0
          ? [`${pictures.failed} pictures could not be looked at: ${pictures.reason ?? ''}`]
          : []),
        ...setAside.map(({ id, message }) => `${id}: ${message}`),
      ],
    }
  },
}
