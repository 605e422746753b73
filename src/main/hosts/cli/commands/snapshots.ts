import { resolve } from 'node:path'
import type { Result } from '../../../../shared/api/contract.ts'
import type { Command } from '../command.ts'
import { namedPositionals } from '../projectArgument.ts'

export const snapshotsCommand: Command = {
  name: 'snapshots',
  summary: 'lists the snapshots of a project, or restores one; the project may be damaged',
  positionals: 'PROJECT',
  options: {
    restore: {
      value: 'NAME',
      help: 'puts this snapshot in the place of the database, which is kept as a snapshot itself',
    },
  },
  example: 'vsgn snapshots news.vsgn --restore 20260131T101500000Z-hourly',
  run: async (args, { withCore }) => {
    const { PROJECT } = namedPositionals(args, ['PROJECT'])
    const name = args.text('restore')
    return withCore(async ({ client, token }) => {
      const of = token(resolve(PROJECT))
      const restored =
        name === null ? null : await client.call('snapshots.restore', { of: { token: of }, name })
      const snapshots = await client.call('snapshots.list', { of })
      return {
        document: { restored: name, snapshots },
        report:
          restored === null
            ? lines(snapshots)
            : [`Restored ${name ?? ''}: ${restored.posts} posts, ${restored.reviewed} reviewed.`],
      }
    })
  },
}

function lines(snapshots: Result<'snapshots.list'>): string[] {
  if (snapshots.length === 0) return ['There are no snapshots.']
  return snapshots.map(({ name, posts, reviewed }) =>
    posts === null ? `${name}: cannot be read` : `${name}: ${posts} posts, ${reviewed ?? 0} reviewed`,
  )
}
