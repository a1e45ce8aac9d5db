/** Lets a backend that only looks at whole pictures look at a part of a photo: what it is given to upload is cut to that part. */
import type { Backend } from '../domain/ports.ts';

/** The same backend, which follows `region` now. One that takes a region itself, or no photos, is given back as it is. */
export const withParts = (backend: Backend): Backend => {
  const { can } = backend;
  if (can.filters.includes('region') || !can.queries.includes('photo')) return backend;
  const search: Backend['search'] = async (query, signal) => {
    const { filters } = query.question;
    if (query.kind !== 'photo' || !filters.region) return backend.search(query, signal);
    // Loaded for the first part: it brings along all that looks at photos.
    const { cutTo } = await import('../images/part.ts');
    const photo = await cutTo(query.photo, filters.region, { mostBytes: can.uploadBytes, signal });
    // The cut is all that there is to look at now.
    const question = { ...query.question, filters: { ...filters, region: null } };
    const { subjects: _, ...page } = await backend.search({ ...query, photo, question }, signal);
    return page;
  };
  return { ...backend, can: { ...can, filters: [...can.filters, 'region'] }, search };
};
