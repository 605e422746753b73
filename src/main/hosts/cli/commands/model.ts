import { describeNetwork, describePack } from '../../../vsgn/describeModel.ts'
import type { ModelDescription } from '../../../vsgn/describeModel.ts'
import { PARTS } from '../../../vsgn/network/config.ts'
import type { Command } from '../command.ts'
import { listOf } from '../listArgument.ts'
import { packFolder } from '../packArgument.ts'
import { namedPositionals } from '../projectArgument.ts'
import { UsageError } from '../usageError.ts'

export const modelCommand: Command = {
  name: 'model',
  summary: 'describes a model pack (hashes checked), or with --size a network without weights',
  positionals: '[PACK]',
  options: {
    size: { value: 'compact|full', help: 'the parameter table of a network of this size' },
    without: { value: PARTS.join(','), help: 'parts left out of that network' },
  },
  example: 'vsgn model bundled',
  run: async (args) => {
    const size = args.choice('size', ['compact', 'full'], null)
    const without = listOf(args, 'without', PARTS)
    if (size === null) {
      if (without.length > 0) throw new UsageError('--without needs --size: a pack is what it is.')
      const description = await describePack(packFolder(namedPositionals(args, ['PACK']).PACK))
      return outcome(description, `${description.name}, ${description.sha256}`)
    }
    if (args.positionals.length > 0) throw new UsageError('Give a PACK or --size, not both.')
    return outcome(describeNetwork(size, without), 'A network without weights')
  },
}

function outcome(description: ModelDescription, headline: string) {
  const { kind, size, labels, parameters, card } = description
  const modules = Object.entries(parameters.modules).map(
    ([name, count]) => `  ${name.padEnd(20)} ${count.toLocaleString('en').padStart(12)}`,
  )
  return {
    document: { ...description, card },
    report: [
      headline,
      `${kind}, ${size}, for ${labels.join(', ')}`,
      ...modules,
      `  ${'total'.padEnd(20)} ${parameters.total.toLocaleString('en').padStart(12)}`,
    ],
  }
}
