import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { WorkbenchError } from '../../../../shared/api/workbenchError.ts'
import { requireKind } from '../../../core/requireKind.ts'
import { readLabelledPosts } from '../../../train/labelledPosts.ts'
import { measurePrecisions, setServing } from '../../../train/servingPrecision.ts'
import { readManifest } from '../../../vsgn/modelPack.ts'
import type { Command } from '../command.ts'
import { packFolder } from '../packArgument.ts'
import { namedPositionals } from '../projectArgument.ts'
import { UsageError } from '../usageError.ts'

export const precisionCommand: Command = {
  name: 'precision',
  summary: 'scores a pack in float32 and in int8 on dev posts; --write has it served in the one that fits',
  positionals: 'PACK',
  options: {
    data: { value: 'FILE…', help: 'labelled dev posts' },
    captions: { value: 'FILE', help: 'captions of the posts' },
    write: { help: 'writes the choice into the pack, which changes its hash' },
  },
  example: 'vsgn precision models/news --data dev.txt --write',
  run: async (args, { signal, say }) => {
    const folder = packFolder(namedPositionals(args, ['PACK']).PACK)
    const data = args.texts('data')
    if (data.length === 0) throw new UsageError('--data FILE is missing.')
    const given = args.text('captions')
    const captions = given === null ? null : resolve(given)
    if (captions !== null) await requireKind(captions, 'file')
    const sets = []
    for (const file of data) {
      await requireKind(resolve(file), 'file')
      sets.push(await readLabelledPosts(resolve(file), captions))
    }
    const threads = availableParallelism()
    say('Reading the posts in both precisions.')
    const serving = await measurePrecisions(folder, sets, threads, signal)
    if (serving === null)
      throw new WorkbenchError(
        'refused',
        `There is nothing to choose for ${basename(folder)}: it is a linear CRF, or the files hold no posts.`,
      )
    if (args.has('write')) await setServing(folder, serving)
    const { manifest, sha256 } = await readManifest(folder)
    const { precision, devF1 } = serving
    const served = manifest.serving?.precision ?? 'float32'
    return {
      document: { model: { name: manifest.name, sha256 }, precision, served, devF1 },
      report: [
        `${manifest.name}: F1 ${devF1.float32.toFixed(2)} in float32, ${devF1.int8.toFixed(2)} in int8.`,
        `${precision} fits it; it is served in ${served}.`,
      ],
    }
  },
}
