import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { AskedPage } from '../components/AskedPage.tsx'
import { Page } from '../components/Page.tsx'
import { ErrorTabs } from './ErrorTabs.tsx'

interface ErrorsPageProps {
  /** The tab that it is. */
  readonly current: ComponentProps<typeof ErrorTabs>['current']
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of every page of errors: the title and the tabs stay where they are from one to the next. */
export function ErrorsPage({ current, ...rest }: ErrorsPageProps): ReactElement {
  return <Page title="Errors" width="wide" summary={<ErrorTabs current={current} />} {...rest} />
}

type AskedErrorsPageProps = Pick<ErrorsPageProps, 'current'> &
  Pick<ComponentProps<typeof AskedPage>, 'asked' | 'waiting' | 'failure'>

/** The same frame before its contents. */
export function AskedErrorsPage({ current, ...rest }: AskedErrorsPageProps): ReactElement {
  return <AskedPage title="Errors" summary={<ErrorTabs current={current} />} {...rest} />
}
