// Imports one file into a project and says when it has begun; the test kills it at any moment.
import { openProject } from '../../store/openProject.ts'
import { systemClock } from '../../system/clock.ts'
import { fileSource } from '../../formats/byteSource.ts'
import { importPosts } from '../importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../importTypes.ts'

const [project = '', file = ''] = process.argv.slice(2)
const target = openProject(project, { clock: systemClock })
let begun = false
await importPosts({
  target,
  sources: [await fileSource(file)],
  options: DEFAULT_IMPORT_OPTIONS,
  captions: null,
  pictures: null,
  onProgress: () => {
    if (!begun) process.stdout.write('begun\n')
    begun = true
  },
})
target.close()
