import { basename, resolve } from 'node:path'
import { DEFAULT_LABELS, MOST_LABELS } from '../../../../shared/domain/labels.ts'
import { labelSet } from '../../../../shared/domain/labelSet.ts'
import type { Command } from '../command.ts'
import { nameList } from '../nameList.ts'
import { namedPositionals } from '../projectArgument.ts'
import { UsageError } from '../usageError.ts'

export const newCommand: Command = {
  name: 'new',
  summary: 'makes a project folder; refuses one that holds something',
  positionals: 'PROJECT',
  options: {
    labels: {
      value: 'PER,LOC,…',
      help: `types of spans (default ${DEFAULT_LABELS.map(({ name }) => name).join(',')})`,
    },
  },
  example: 'vsgn new news.vsgn --labels PER,LOC,ORG,MISC',
  run: async (args, { withCore }) => {
    const folder = resolve(namedPositionals(args, ['PROJECT']).PROJECT)
    const labels = labelSet(labelNames(args.text('labels')))
    const name =
      basename(folder)
        .replace(/\.vsgn$/u, '')
        .slice(0, 100) || 'project'
    await withCore(({ client, token }) =>
      client.call('projects.create', { token: token(folder), name, labels }),
    )
    return {
      document: { project: folder, name, labels: labels.map((label) => label.name) },
      report: [`Made ${folder} for ${labels.map((label) => label.name).join(', ')}.`],
    }
  },
}

function labelNames(given: string | null): readonly string[] {
  const names = nameList('labels', given) ?? DEFAULT_LABELS.map(({ name }) => name)
  if (names.length > MOST_LABELS)
    throw new UsageError(
      `--labels names ${names.length} labels; a project can have up to ${MOST_LABELS}. Leave some out.`,
    )
  const wrong = names.find((name) => !/^\S{1,60}$/u.test(name))
  if (wrong !== undefined)
    throw new UsageError(
      `--labels ${given}: "${wrong}" is not a label; expected words of at most 60 characters, joined by commas.`,
    )
  return names
}
