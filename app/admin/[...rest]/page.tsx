import { notFound } from 'next/navigation';

/** Paths that do not exist, behind the same gate as those that do. */
export default function UnknownPage() {
  notFound();
}
