//! The tree against published vectors, against another implementation, and against every flipped bit.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use sha2::Sha256;

use super::*;

/// The leaves of the test vectors of Certificate Transparency.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// Their roots, at each size from none on.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaf(number: u64) -> Vec<u8> {
    number.to_string().into_bytes()
}

fn tree(size: u64) -> Tree {
    (0..size).map(|number| TreeHash::of_leaf(&leaf(number))).collect()
}

fn theirs(size: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|number| tree.push(leaf(number)));
    tree
}

fn their_root(hash: TreeHash, size: u64) -> RootHash<Sha256> {
    RootHash::new((*hash.bytes()).into(), size)
}

fn joined(path: &[TreeHash]) -> Vec<u8> {
    path.iter().flat_map(|hash| *hash.bytes()).collect()
}

fn flipped(hash: TreeHash, bit: usize) -> TreeHash {
    let mut bytes = *hash.bytes();
    bytes[bit / 8] ^= 1 << (bit % 8);
    TreeHash::of_bytes(&bytes).unwrap()
}

#[test]
fn roots_are_those_of_certificate_transparency() {
    let hashes = LEAVES.map(TreeHash::of_leaf);
    let whole: Tree = hashes.into_iter().collect();
    for (size, expected) in ROOTS.iter().enumerate() {
        let frontier: Frontier = hashes.into_iter().take(size).collect();
        assert_eq!(frontier.root().to_string(), *expected, "of {size} leaves");
        assert_eq!(whole.root_at(size as u64), Some(frontier.root()));
        assert_eq!(frontier.size(), size as u64);
    }
    assert_eq!(whole.root_at(9), None);
}

#[test]
fn what_never_was_is_not_proved() {
    let tree = tree(5);
    assert_eq!((tree.inclusion(5, 5), tree.inclusion(0, 6)), (None, None));
    assert_eq!((tree.consistency(4, 3), tree.consistency(1, 6)), (None, None));
}

#[test]
fn every_flipped_bit_is_refused() {
    for size in 1..=17 {
        let tree = tree(size);
        let root = tree.root_at(size).unwrap();
        for place in 0..size {
            let (leaf, proof) = (TreeHash::of_leaf(&leaf(place)), tree.inclusion(place, size).unwrap());
            assert!(proof.proves(leaf, root));
            for bit in 0..8 * TreeHash::BYTES {
                assert!(!proof.proves(flipped(leaf, bit), root) && !proof.proves(leaf, flipped(root, bit)));
                for step in 0..proof.path.len() {
                    let mut spoilt = proof.clone();
                    spoilt.path[step] = flipped(spoilt.path[step], bit);
                    assert!(!spoilt.proves(leaf, root));
                }
            }
        }
        for before in 1..size {
            let (old, proof) = (tree.root_at(before).unwrap(), tree.consistency(before, size).unwrap());
            assert!(proof.proves(old, root));
            for bit in 0..8 * TreeHash::BYTES {
                assert!(!proof.proves(flipped(old, bit), root) && !proof.proves(old, flipped(root, bit)));
                for step in 0..proof.path.len() {
                    let mut spoilt = proof.clone();
                    spoilt.path[step] = flipped(spoilt.path[step], bit);
                    assert!(!spoilt.proves(old, root));
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn another_implementation_says_the_same(size in 1_u64..300, one: prop::sample::Index, other: prop::sample::Index) {
        let (ours, theirs) = (tree(size), theirs(size));
        let root = ours.root_at(size).unwrap();
        prop_assert!(theirs.root().as_bytes().as_slice() == root.bytes());

        let place = one.index(usize::try_from(size).unwrap());
        let proof = ours.inclusion(place as u64, size).unwrap();
        let their_proof = theirs.prove_inclusion(place);
        prop_assert!(their_proof.as_bytes() == joined(&proof.path));
        let leaf = leaf(place as u64);
        let handed_over = InclusionProof::try_from_bytes(joined(&proof.path)).unwrap();
        prop_assert!(their_root(root, size).verify_inclusion(&leaf, place as u64, &handed_over).is_ok());
        prop_assert!(proof.proves(TreeHash::of_leaf(&leaf), root));

        let before = other.index(usize::try_from(size).unwrap()) as u64;
        let consistency = ours.consistency(before, size).unwrap();
        prop_assert!(consistency.proves(ours.root_at(before).unwrap(), root));
        if before > 0 {
            let handed_over = ConsistencyProof::try_from_bytes(joined(&consistency.path)).unwrap();
            let old = their_root(ours.root_at(before).unwrap(), before);
            prop_assert!(their_root(root, size).verify_consistency(&old, &handed_over).is_ok());
        }
    }

    #[test]
    fn a_proof_of_another_place_or_size_proves_nothing(size in 2_u64..200, one: prop::sample::Index, shift in 1_u64..200) {
        let ours = tree(size);
        let place = one.index(usize::try_from(size).unwrap()) as u64;
        let proof = ours.inclusion(place, size).unwrap();
        let (leaf, root) = (TreeHash::of_leaf(&leaf(place)), ours.root_at(size).unwrap());
        let elsewhere = Inclusion { place: (place + shift % (size - 1) + 1) % size, ..proof.clone() };
        prop_assume!(elsewhere.place != place);
        prop_assert!(!elsewhere.proves(leaf, root));
        let longer = Inclusion { path: [proof.path.clone(), vec![root]].concat(), ..proof.clone() };
        prop_assert!(!longer.proves(leaf, root));
        let shorter = Inclusion { path: proof.path[1..].to_vec(), ..proof };
        prop_assert!(!shorter.proves(leaf, root));
    }
}
