import { amountsOf, podSum } from '../../api';

/** What the scores count for a container that asks for nothing: 100m and 200 MiB. */
export const scoredRequests = podSum('requests', (requests) => {
  const amounts = amountsOf(requests);
  if (!amounts.has('cpu')) amounts.set('cpu', 100);
  if (!amounts.has('memory')) amounts.set('memory', 200 * 1024 * 1024);
  return amounts;
});
