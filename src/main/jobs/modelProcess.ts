import { availableParallelism } from 'node:os'
import { loadTagger } from '../vsgn/loadTagger.ts'
import type { TaggerInput } from '../vsgn/tagger.ts'
import { parentPort } from './childProcess.ts'
import type { ModelInput } from './modelProtocol.ts'
import { serveModel } from './modelServer.ts'

/** More threads than this gain nothing on posts of a few dozen tokens. */
const MOST_THREADS = 4

// The model process: the only one that runs onnxruntime for prediction. A crash in there ends this process alone.
serveModel(parentPort(), async (pack, device, precision) => {
  const threads = Math.min(MOST_THREADS, availableParallelism())
  const tagger = await loadTagger(pack, { device, threads, precision })
  const { name, sha256, labels, inputs, pictureRecipe, device: used, precision: computed, note } = tagger.info
  return {
    info: { name, sha256, labels, inputs, pictureRecipe, device: used, precision: computed, note },
    tag: async (inputs) => {
      const tagged = await tagger.tag(inputs.map(withPicture))
      return tagged.map(({ spans }) => spans)
    },
    explain: (input, span) => tagger.explain(withPicture(input), span),
    dispose: () => tagger.dispose(),
  }
})

function withPicture({ picture = null, ...input }: ModelInput): TaggerInput {
  return { ...input, picture }
}
