/** Addresses of the demo catalogue's pictures: the simulator has another port after each start, and what is remembered has the old one. */

const isLoopback = (address: URL): boolean => address.hostname === '127.0.0.1';

/**
 * The picture's address as it is now: one on loopback is looked for at the loopback address among the marketplace's own origins, where
 * there is one. All other addresses stay as they are.
 */
export const currentAddress = (url: string, origins: readonly string[]): string => {
  const home = origins.find((origin) => URL.canParse(origin) && isLoopback(new URL(origin)));
  if (!home || !URL.canParse(url)) return url;
  const address = new URL(url);
  return isLoopback(address) ? `${home}${address.pathname}${address.search}` : url;
};
