/** Which web addresses a stranger may make us open: public ones only. Checked for names, for literal addresses and again when connecting. */
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { TusouError } from '../domain/errors.ts';

/** Resolves a name to all of its addresses; `dns.lookup` with `all` in production. */
export type Resolve = (
  hostname: string,
  callback: (error: Error | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

/** The machine's own resolver. */
export const systemResolve: Resolve = (hostname, callback) => {
  systemLookup(hostname, { all: true }, (error, addresses) => callback(error, addresses ?? []));
};

/** Public by number, yet a cloud's inside: Azure's WireServer (learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16). */
const CLOUD_INSIDE = ['168.63.129.16'];

/** Global unicast is all of IPv6 that is routed on the internet (RFC 4291, section 2.4; IANA IPv6 address space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Networks without IPv4 reach public IPv4 hosts through this prefix (RFC 6052); what counts is the address inside. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address in any notation belongs to a host on the public internet. Private, loopback, link-local, shared (CGNAT),
 * multicast, reserved and documentation ranges do not, nor do addresses that wrap another one (IPv4-mapped, 6to4, Teredo).
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4)
    return parsed.range() === 'unicast' && !CLOUD_INSIDE.includes(parsed.toString());
  if (parsed.match(NAT64))
    return isPublicAddress(ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString());
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
};

/** Names that never mean a public host: RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`, and what home and office routers hand out. */
const PRIVATE_SUFFIXES =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|example|onion)$/;

/** Whether a host name is a private one by its form alone. Names of a single label belong to the own network. */
const isPrivateName = (name: string): boolean => !name.includes('.') || PRIVATE_SUFFIXES.test(name);

/** Ports below this are for mail, shells, files and the like: none of them serves pictures, but for the two of http and https (which a URL leaves out). */
const FIRST_FREE_PORT = 1024;

const isOddPort = ({ port }: URL): boolean =>
  port !== '' && Number(port) < FIRST_FREE_PORT && !['80', '443'].includes(port);

const refusePrivateHost = (url: URL): void => {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const isPublic = ipaddr.isValid(host) ? isPublicAddress(host) : !isPrivateName(host);
  if (!isPublic) throw new TusouError('url-private');
  if (isOddPort(url)) throw new TusouError('url-invalid', { detail: 'port' });
};

/**
 * Reads an address that somebody sent, or that a server redirects to (then relative to `base`).
 * Throws `url-invalid` for anything but http and https and for addresses with a user or password in them.
 */
export const parseAddress = (text: string, base?: URL): URL => {
  const url = URL.parse(text.trim(), base?.href);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new TusouError('url-invalid');
  return url;
};

/**
 * Throws `url-private` when the host is not on the public internet, as far as its form tells: URL parsing has already turned
 * decimal, octal and hexadecimal notations into the usual one. Names are checked when connecting, by `publicLookup`. Throws
 * `url-invalid` for ports below 1024 other than 80 and 443.
 */
export const refusePrivate = (url: URL, trustedOrigins: ReadonlySet<string>): void => {
  if (!trustedOrigins.has(url.origin)) refusePrivateHost(url);
};

/**
 * A `lookup` for sockets that fails with `url-private` when any address of the name is not public. The socket connects to the very
 * addresses that were checked, so a name that changes its mind between check and connection gains nothing.
 */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      const [first] = addresses;
      if (error || !first) return callback(error ?? new Error('no address'), '');
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new TusouError('url-private'), '');
      return options.all ? callback(null, [...addresses]) : callback(null, first.address, first.family);
    });
  };
