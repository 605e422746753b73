import { availableParallelism } from 'node:os'
import { loadTagger } from '../vsgn/loadTagger.ts'
import { parentPort } from './childProcess.ts'
import { serveModel } from './modelServer.ts'

/** More threads than this gain nothing on posts of a few dozen tokens. */
const MOST_THREADS = 4

// The model process: the only one that runs onnxruntime for prediction. A crash in there ends this process alone.
serveModel(parentPort(), async (pack, device) => {
  const threads = Math.min(MOST_THREADS, availableParallelism())
  const tagger = await loadTagger(pack, { device, threads })
  const { name, sha256, labels, inputs, device: used, note } = tagger.info
  return {
    info: { name, sha256, labels, inputs, device: used, note },
    tag: async (inputs) => {
      const tagged = await tagger.tag(inputs.map((input) => ({ ...input, picture: null })))
      return tagged.map(({ spans }) => spans)
    },
    explain: (input, span) => tagger.explain({ ...input, picture: null }, span),
    dispose: () => tagger.dispose(),
  }
})
