import type { SpanExplanation } from '../../../shared/domain/explanation.ts'
import type { ScoredSpan } from '../../../shared/domain/span.ts'
import { parentPort } from '../childProcess.ts'
import type { TokenRange } from '../modelProtocol.ts'
import { serveModel } from '../modelServer.ts'

/**
 * A model process for tests of everything around the model: every token with a capital letter is a person. The token
 * `STOP` ends the process as a crash of native code does, `LOST` fails on every device but the CPU as a lost device
 * does, and a pack named `refused` is no model.
 */
serveModel(parentPort(), (pack, device) => {
  if (pack.endsWith('refused')) return Promise.reject(new Error('this is no model pack'))
  if (pack.endsWith('crashing')) process.kill(process.pid, 'SIGKILL')
  return Promise.resolve({
    info: {
      name: 'words',
      sha256: 'a'.repeat(64),
      labels: ['PER'],
      inputs: { caption: false, picture: false },
      pictureRecipe: null,
      device: device === 'auto' ? 'cpu' : device,
      precision: 'float32',
      note: '',
    },
    tag: (inputs) => {
      if (inputs.some(({ tokens }) => tokens.includes('STOP'))) process.kill(process.pid, 'SIGKILL')
      if (device === 'webgpu' && inputs.some(({ tokens }) => tokens.includes('LOST')))
        return Promise.reject(new Error('the device is lost'))
      return Promise.resolve(inputs.map(({ tokens }) => capitalised(tokens)))
    },
    explain: (input, span) => Promise.resolve(explanationOf(input.tokens, span)),
    dispose: () => undefined,
  })
})

function capitalised(tokens: readonly string[]): ScoredSpan[] {
  return tokens.flatMap((token, start) =>
    /^\p{Lu}/u.test(token) ? [{ start, end: start + 1, type: 'PER', score: 0.9, runnerUp: null }] : [],
  )
}

function explanationOf(tokens: readonly string[], { start, end }: TokenRange): SpanExplanation {
  const isName = capitalised(tokens.slice(start, end)).length > 0
  const readings = [
    { type: 'PER', score: isName ? 0.9 : 0.1 },
    { type: null, score: isName ? 0.1 : 0.9 },
  ].sort((a, b) => b.score - a.score)
  return {
    model: { name: 'words', sha256: 'a'.repeat(64) },
    start,
    end,
    readings,
    distance: 0.8,
    withoutPicture: null,
    withoutCaption: null,
    wholePost: [],
    tags: ['O', 'B-PER', 'I-PER'],
    marginals: tokens.slice(start, end).map(() => (isName ? [0.1, 0.9, 0] : [0.9, 0.1, 0])),
    captionWords: [],
    neighbours: [],
    fusionGate: null,
    textChannels: null,
    captionChannels: null,
    picture: null,
  }
}
