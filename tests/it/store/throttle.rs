use gongkai::store::throttle;

use crate::{both, kit::TestDb};

both! {
    async fn attempts_are_counted_across_copies_and_windows(test: TestDb) {
        let other = test.another().await;
        for (db, expected) in [(&test.db, 1), (&other, 2), (&test.db, 3)] {
            assert_eq!(throttle::hit(db, "sign-in:a", 600).await.unwrap(), expected);
        }
        assert_eq!(throttle::hit(&test.db, "sign-in:a", 1200).await.unwrap(), 1);
        assert_eq!(throttle::hit(&test.db, "sign-in:b", 1200).await.unwrap(), 1);
        assert_eq!(throttle::count(&test.db, "sign-in:a", 0).await.unwrap(), 4);
        assert_eq!(throttle::count(&test.db, "sign-in:a", 601).await.unwrap(), 1);
        throttle::clear(&test.db, "sign-in:a").await.unwrap();
        assert_eq!(throttle::count(&test.db, "sign-in:a", 0).await.unwrap(), 0);
        assert_eq!(throttle::delete_before(&test.db, 5000).await.unwrap(), 1);
    }
}
