import type { Route, Router } from './route.ts'
import type { Store } from './store.ts'

/** "Review these 22": posts another view wants to see in the queue. */
export interface ReviewRequest {
  readonly ids: readonly number[]
  /** What these posts have in common, in a few words, shown above the queue. */
  readonly label: string
  /** Where they were asked for, to go back to. */
  readonly from: Route
}

/** Opens one post in review; with a request, the queue holds just the posts of the request. */
export function openInReview(
  { reviewRequest, router }: { readonly reviewRequest: Store<ReviewRequest | null>; readonly router: Router },
  postId: number,
  request: Omit<ReviewRequest, 'from'> | null = null,
): void {
  reviewRequest.set(request === null ? null : { ...request, from: router.route.get() })
  router.go('review', String(postId))
}
