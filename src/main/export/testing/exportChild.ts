// Exports a project to one path and says when it has begun; the test kills it at any moment.
import { openProject } from '../../store/openProject.ts'
import { systemClock } from '../../system/clock.ts'
import { exportPosts } from '../exportPosts.ts'

const [project = '', path = '', naming = ''] = process.argv.slice(2)
const source = openProject(project, { clock: systemClock, readOnly: true })
process.stdout.write('begun\n')
await exportPosts({
  source,
  path,
  options: { format: 'imgid', which: 'all', tags: 'gold', miscAsOther: naming === 'other' },
  author: 'Ada',
  at: '2026-01-01T00:00:00.000Z',
})
source.close()
