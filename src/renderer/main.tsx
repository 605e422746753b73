import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { createCommandRegistry } from './app/command.ts'
import { createConnection } from './app/connection.ts'
import { createQueries, followChanges } from './app/queryCache.ts'
import { createLull } from './app/lull.ts'
import { followJobs } from './app/jobs.ts'
import { createRouter } from './app/route.ts'
import { createSettings } from './app/settings.ts'
import { createStore } from './app/store.ts'
import { openTransport } from './app/transports.ts'
import type { Review } from './review/review.ts'
import type { ReviewRequest } from './app/reviewRequest.ts'
import type { Overlay, Workbench } from './app/workbench.ts'

const connection = createConnection(openTransport)
const queries = createQueries()
followChanges(
  connection,
  queries,
  createLull(window, () => performance.now()),
)

const settings = createSettings(window.localStorage)

const workbench: Workbench = {
  connection,
  queries,
  commands: createCommandRegistry(settings),
  router: createRouter(window),
  settings,
  jobs: followJobs(connection),
  reviewRequest: createStore<ReviewRequest | null>(null),
  announcement: createStore(''),
  overlay: createStore<Overlay | null>(null),
  review: createStore<Review | null>(null),
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(<App workbench={workbench} />)
