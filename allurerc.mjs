export default {
  name: 'OpenCRVS backup verifier',
  plugins: {
    // One file that opens from a disk or a mail; phases in the order of the proof.
    awesome: { options: { groupBy: ['feature'], singleFile: true, defaultSortBy: 'order,asc' } },
  },
};
